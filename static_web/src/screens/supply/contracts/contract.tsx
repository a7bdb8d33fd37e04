import { useRoute } from "preact-iso";

import { serverNow } from "../../../api/server-clock";
import { type ContractDetails, supplyApi } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { BackLink } from "../../../components/back-link";
import { CopyButton } from "../../../components/copy-button";
import { PageTitle } from "../../../components/page";
import { Tile } from "../../../components/tile";
import { WaitFor } from "../../../components/waiting";
import { accountNumber, plainDate } from "../../../i18n/format";
import { newTicketPath, PATHS, pointsPath, servicePath, withQuery } from "../../../paths";
import { warsawDate } from "../days";
import { Facts } from "../facts";
import { useSupplyText } from "../text";
import { ContractBadge } from "./contract-badge";
import { ContractPdf } from "./contract-pdf";
import { Ending } from "./ending";

export function ContractScreen() {
  const { params } = useRoute();
  const id = params["id"] ?? "";
  return <OneContract key={id} id={id} />;
}

function OneContract({ id }: { id: string }) {
  const text = useSupplyText();
  const answer = useAnswer((signal) => supplyApi.contract(id, signal), id);
  return (
    <>
      <BackLink path={PATHS.contracts}>{text.contracts.title}</BackLink>
      {answer.state === "ready" ? (
        <PageTitle windowTitle={text.contract.title} lang="pl">
          {answer.data.product}
        </PageTitle>
      ) : (
        <PageTitle>{text.contract.title}</PageTitle>
      )}
      <WaitFor on={answer} rows={8} missing={<p class="lead">{text.contract.missing}</p>}>
        {(contract) => <Details contract={contract} />}
      </WaitFor>
    </>
  );
}

function Details({ contract }: { contract: ContractDetails }) {
  const text = useSupplyText();
  return (
    <>
      <section class="summary">
        <ContractBadge status={contract.status} />
        <InWords contract={contract} />
        <ContractPdf contract={contract} />
        <p>
          <a href={newTicketPath({ umowa: contract.id, nazwa: `${contract.product}, ${contract.number}` })}>{text.write}</a>
        </p>
        {contract.status === "active" && (
          <p>
            <a href={servicePath("terminate", { umowa: contract.id })}>{text.terminate}</a>
          </p>
        )}
      </section>
      <div class="tiles">
        <Terms contract={contract} />
        <PriceLists contract={contract} />
        <Ending contract={contract} />
        <Account contract={contract} />
        <AfterTheEnd contract={contract} />
        <ReserveSeller contract={contract} />
      </div>
    </>
  );
}

/** A summary in a sentence or two: from when, until when, at which price. */
function InWords({ contract: { status, startsOn, endsOn, fixedPriceUntil } }: { contract: ContractDetails }) {
  const text = useSupplyText().contract;
  if (status === "ended") return <p class="lead">{endsOn ? text.endedOn(plainDate(endsOn)) : text.ended}</p>;
  const since = startsOn ? text.since(plainDate(startsOn)) : text.starts;
  const until = endsOn ? text.until(plainDate(endsOn)) : text.openEnded;
  const price = fixedPriceUntil ? ` ${text.fixedPrice(plainDate(fixedPriceUntil))}` : "";
  return <p class="lead">{`${since} ${until}${price}`}</p>;
}

function Terms({ contract }: { contract: ContractDetails }) {
  const text = useSupplyText();
  const { id, number, tariff, signedOn, startsOn, endsOn, scope, points } = contract;
  return (
    <Tile title={text.contract.terms}>
      <Facts
        of={[
          [text.contract.number, number],
          [text.contracts.tariff, tariff],
          [text.contract.scope, scope && (text.contract.scopes[scope as keyof typeof text.contract.scopes] ?? null)],
          [text.contract.signedOn, signedOn && plainDate(signedOn)],
          [text.contract.startsOn, startsOn && plainDate(startsOn)],
          [text.contract.endsOn, endsOn ? plainDate(endsOn) : text.contracts.openEnded],
          [text.contracts.points, points ? <a href={pointsPath({ umowa: id })}>{text.contracts.pointsOf(points)}</a> : null],
          [text.contract.documents, <a href={withQuery(PATHS.documents, { umowa: id })}>{text.contract.documentsOf}</a>],
        ]}
      />
    </Tile>
  );
}

function PriceLists({ contract: { priceLists } }: { contract: ContractDetails }) {
  const text = useSupplyText().contract;
  const today = warsawDate(serverNow());
  const isOver = ({ validTo }: PriceList) => validTo !== null && validTo < today;
  const earlier = priceLists.filter(isOver);
  if (priceLists.length === 0) return null;
  return (
    <Tile title={text.priceLists}>
      <PriceListItems lists={priceLists.filter((list) => !isOver(list))} />
      {earlier.length > 0 && (
        <details class="more-filters">
          <summary>{text.earlierPriceLists(earlier.length)}</summary>
          <PriceListItems lists={earlier} />
        </details>
      )}
    </Tile>
  );
}

type PriceList = ContractDetails["priceLists"][number];

function PriceListItems({ lists }: { lists: PriceList[] }) {
  const text = useSupplyText().contract;
  return (
    <ul class="points">
      {lists.map(({ id, name, validFrom, validTo }) => (
        <li key={id}>
          <strong lang="pl">{name}</strong>
          <span class="block">{validTo ? text.validFromTo(plainDate(validFrom), plainDate(validTo)) : text.validFrom(plainDate(validFrom))}</span>
        </li>
      ))}
    </ul>
  );
}

function Account({ contract: { account } }: { contract: ContractDetails }) {
  const text = useSupplyText().contract;
  if (!account) return null;
  return (
    <Tile title={text.account}>
      <div class="transfer">
        <div>
          <span class="transfer-value">{accountNumber(account)}</span> <CopyButton what={text.account} value={account} />
        </div>
      </div>
    </Tile>
  );
}

function AfterTheEnd({ contract: { renewal, status, endsOn, fixedPriceUntil } }: { contract: ContractDetails }) {
  const text = useSupplyText().contract;
  if (!renewal || status === "ended" || !(endsOn || fixedPriceUntil)) return null;
  const words: Record<string, string> = text.renewals;
  const known = Object.prototype.hasOwnProperty.call(words, renewal.kind) ? words[renewal.kind] : undefined;
  return (
    <Tile title={text.renewal}>
      {known && <p>{known}</p>}
      {renewal.text && <p lang="pl">{renewal.text}</p>}
    </Tile>
  );
}

function ReserveSeller({ contract: { reserveSeller } }: { contract: ContractDetails }) {
  const text = useSupplyText().contract;
  if (!reserveSeller) return null;
  return (
    <Tile title={text.reserveSeller}>
      <p>
        <strong lang="pl">{reserveSeller.name}</strong>
      </p>
      <p>{text.reserveMeans}</p>
      {reserveSeller.text && (
        <p class="small muted" lang="pl">
          {reserveSeller.text}
        </p>
      )}
    </Tile>
  );
}

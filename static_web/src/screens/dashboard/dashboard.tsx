import { api, type CurrentSession, type DocumentSummary, type Overview } from "../../api/client";
import { useAnswer } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { BalanceTile } from "../../components/balance-tile";
import { DocumentTable } from "../../components/document-table";
import { ArrowIcon } from "../../components/icons";
import { later } from "../../components/later";
import { LiveText } from "../../components/live-text";
import { PageTitle } from "../../components/page";
import { Tile } from "../../components/tile";
import { Money, PlainDate } from "../../components/values";
import { RetryPanel, Skeleton } from "../../components/waiting";
import { plainDate } from "../../i18n/format";
import { type Language } from "../../i18n/language";
import { useLanguage, useText } from "../../i18n/text";
import { vocative } from "../../i18n/vocative";
import { contractPath, documentPath, PATHS, ticketPath } from "../../paths";
import { useSession } from "../../session/session";
import { BillsTile } from "./bills-tile";
import { LoginOffer } from "./login-offer";
import { MailRefused } from "./mail-refused";
import { useDashboardText } from "./text";

const ClosingNotice = later(() => import("../account").then((screens) => screens.ClosingNotice));

export function Dashboard() {
  const dashboardText = useDashboardText();
  const { text, language } = useLanguage();
  const { state } = useSession();
  const overview = useAnswer(api.overview, "overview");
  const who = state.phase === "in" ? state.who : undefined;
  return (
    <>
      <PageTitle windowTitle={text.navigation.dashboard}>{dashboardText.greeting(who && calledName(who, language))}</PageTitle>
      {state.phase === "in" && state.arrival && <Banner tone="good">{dashboardText.arrival[state.arrival]}</Banner>}
      {who?.emailRefused && <MailRefused />}
      {who?.closesAt && <ClosingNotice />}
      {overview.state === "failed" && <RetryPanel failure={overview.failure} onRetry={overview.retry} />}
      {overview.state === "waiting" && <WaitingTiles />}
      {overview.state === "ready" && overview.data.answers.length > 0 && <Answers tickets={overview.data.answers} />}
      {overview.state === "ready" && overview.data.endingPrice && <EndingPrice of={overview.data.endingPrice} />}
      {overview.state === "ready" && (
        <div class="tiles">
          <BalanceTile
            account={overview.data}
            nextDocumentExpectedOn={overview.data.nextDocumentExpectedOn}
            details
          />
          {overview.data.nextPayment && <NextPaymentTile payment={overview.data.nextPayment} />}
          <BillsTile bills={overview.data.bills} usage={overview.data.usage} />
          <LastDocumentsTile documents={overview.data.lastDocuments} />
        </div>
      )}
      {who?.loginOffered && overview.state !== "waiting" && <LoginOffer />}
    </>
  );
}

/** The notice of unread answers from the office. */
function Answers({ tickets }: { tickets: string[] }) {
  const text = useDashboardText().answers;
  const [first = ""] = tickets;
  return (
    <Banner tone="good">
      {text.waiting(tickets.length)} <a href={tickets.length === 1 ? ticketPath(first) : PATHS.tickets}>{text.read(tickets.length)}</a>
    </Banner>
  );
}

/** The notice that a fixed price is about to end. */
function EndingPrice({ of: { contractId, endsOn, more } }: { of: NonNullable<Overview["endingPrice"]> }) {
  const text = useDashboardText();
  return (
    <Banner tone="warn">
      {text.priceEnds(plainDate(endsOn))}{" "}
      <a href={more ? PATHS.contracts : contractPath(contractId)}>{more ? text.contracts : text.contract}</a>
    </Banner>
  );
}

/** The name in the greeting: in Polish only with a known vocative, none for companies and authorised persons. */
function calledName({ kind, displayName, actingFor }: CurrentSession, language: Language): string | undefined {
  if (kind !== "individual" || actingFor) return undefined;
  const firstName = displayName.split(" ")[0] ?? "";
  return language === "pl" ? vocative(firstName) : firstName;
}

function WaitingTiles() {
  const text = useDashboardText();
  return (
    <div class="tiles" aria-busy="true">
      <Tile title={text.balance}>
        <Skeleton rows={5} />
      </Tile>
      <Tile title={text.nextPayment}>
        <Skeleton rows={4} />
      </Tile>
    </div>
  );
}

/** The list of the open or overdue documents. */
function documentsPath(overdue: boolean): string {
  return `${PATHS.documents}?stan=${overdue ? "po-terminie" : "do-zaplaty"}`;
}

function NextPaymentTile({ payment }: { payment: NonNullable<Overview["nextPayment"]> }) {
  const text = useDashboardText();
  const words = useText().documents;
  const moved = payment.daysLeft >= 0 && payment.payBy !== payment.dueOn;
  return (
    <Tile title={text.nextPayment}>
      <p class="next-amount">
        <Money amount={payment.amount} />
      </p>
      <p class={payment.daysLeft < 0 ? "next-due next-due-late" : "next-due"}>
        {moved ? <LiveText>{words.until(payment.payBy)}</LiveText> : <PlainDate date={payment.payBy} />} · {text.dueIn(payment.daysLeft)}
      </p>
      <p class="tile-foot">
        <a class="onward" href={payment.documentId ? documentPath(payment.documentId) : documentsPath(payment.overdue)}>
          <span>{payment.number ? `${text.document} ${payment.number}` : text.together(payment.documents)}</span>
          <ArrowIcon size={20} />
        </a>
      </p>
    </Tile>
  );
}

function LastDocumentsTile({ documents }: { documents: DocumentSummary[] }) {
  const dashboardText = useDashboardText();
  return (
    <div class="tile-wide">
      <Tile title={dashboardText.lastDocuments}>
        {documents.length === 0 ? (
          <p class="empty">{dashboardText.noDocuments}</p>
        ) : (
          <>
            <DocumentTable caption={dashboardText.lastDocuments} documents={documents} />
            <p class="tile-foot">
              <a class="onward" href={PATHS.documents}>
                <span>{dashboardText.allDocuments}</span>
                <ArrowIcon size={20} />
              </a>
            </p>
          </>
        )}
      </Tile>
    </div>
  );
}

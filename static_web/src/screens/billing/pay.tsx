import { useLocation } from "preact-iso";
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

import { billingApi, fileAddress, type OnlinePaymentRequest, type OpenOnlinePayment } from "../../api/billing";
import { api, type DocumentSummary, type Overview } from "../../api/client";
import { useAnswer } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { BackIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { ProblemLine } from "../../components/problem-line";
import { Tile } from "../../components/tile";
import { Money } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { useBillingText } from "./text";
import { money, plainDate } from "../../i18n/format";
import { useLanguage, useText } from "../../i18n/text";
import { PATHS, paymentPath } from "../../paths";
import { grosze, randomKey } from "../../rules/amount";
import { inPaymentOf, useOpenPayments } from "./under-way";

type Choice = "chosen" | "overdue" | "balance" | "other";
type Fault = "amountWrong" | "noneChosen" | "codeWrong" | "termsMissing";

const MOST_DOCUMENTS = 50;
const OPEN: DocumentSummary["state"][] = ["to_pay", "partly_paid", "overdue"];

export function Pay() {
  const text = useBillingText().pay;
  const back = useText().document.backToList;
  const open = useAnswer((signal) => billingApi.documents({ state: OPEN, sort: "due", limit: 100 }, signal), "open");
  const overview = useAnswer(api.overview, "overview");
  const payments = useOpenPayments();
  return (
    <>
      <p class="back">
        <a href={PATHS.documents}>
          <BackIcon size={20} />
          {back}
        </a>
      </p>
      <PageTitle>{text.title}</PageTitle>
      <WaitFor on={overview}>
        {(owed) => (
          <WaitFor on={open}>
            {({ documents, next }) => (
              <>
                <UnderWay payments={payments} />
                <PaymentForm overview={owed} documents={documents} more={next !== null} payments={payments} />
                {owed.leftToPay !== null && owed.leftToPay > 0 && <PlainTransfer balance={owed.leftToPay} />}
              </>
            )}
          </WaitFor>
        )}
      </WaitFor>
    </>
  );
}

interface PaymentFormProps {
  overview: Overview;
  documents: DocumentSummary[];
  more: boolean;
  payments: OpenOnlinePayment[];
}

/** The way back to a payment that is not finished: until it is, the same cannot be paid again. */
function UnderWay({ payments }: { payments: OpenOnlinePayment[] }) {
  const text = useBillingText().pay;
  return (
    <>
      {payments.map(({ id }) => (
        <Banner key={id} tone="warn">
          {text.underWay} <a href={paymentPath(id)}>{text.show}</a>
        </Banner>
      ))}
    </>
  );
}

function PaymentForm({ overview, documents, more, payments }: PaymentFormProps) {
  const text = useBillingText().pay;
  const { query, route } = useLocation();
  const free = documents.filter((document) => !inPaymentOf(payments, document));
  const asked = (query["dokumenty"] ?? "").split(",");
  const [picked, setPicked] = useState(() => documents.map(({ id }) => id).filter((id) => asked.indexOf(id) >= 0));
  const chosen = free.filter(({ id }) => picked.indexOf(id) >= 0).slice(0, MOST_DOCUMENTS);
  const [choice, setChoice] = useState<Choice>(() => usual(picked.length > 0, overview));
  const [typed, setTyped] = useState("");
  const [blik, setBlik] = useState(false);
  const [code, setCode] = useState("");
  const [terms, setTerms] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const sending = useAction();
  const sent = useRef({ wish: "", key: "" });

  const sums: Record<Choice, number | undefined> = {
    chosen: chosen.reduce((sum, { remaining }) => sum + remaining, 0),
    overdue: overview.overdue,
    balance: overview.leftToPay ?? undefined,
    other: grosze(typed),
  };
  const choices: Choice[] = [
    ...(free.length > 0 ? (["chosen"] as const) : []),
    ...(overview.overdue > 0 ? (["overdue"] as const) : []),
    ...((overview.leftToPay ?? 0) > 0 ? (["balance"] as const) : []),
    "other",
  ];
  const sum = sums[choice];

  const faultOf = (): Fault | undefined => {
    if (choice === "chosen" && chosen.length === 0) return "noneChosen";
    if (choice === "other" && sum === undefined) return "amountWrong";
    if (blik && !/^\d{6}$/.test(code.replace(/\s/g, ""))) return "codeWrong";
    return blik && !terms ? "termsMissing" : undefined;
  };

  const begin = async () => {
    const what =
      choice === "chosen"
        ? { documents: chosen.map(({ id }) => id) }
        : choice === "overdue"
          ? { overdue: true as const }
          : choice === "balance"
            ? { balance: true as const }
            : { amount: sum ?? 0 };
    const wish: OnlinePaymentRequest = {
      ...what,
      ...(blik && { blikCode: code.replace(/\s/g, "") }),
      providerTermsAccepted: blik && terms,
    };
    // The same wish sent again, after a lost answer, must not begin a second payment.
    const inWords = JSON.stringify(wish);
    if (sent.current.wish !== inWords) sent.current = { wish: inWords, key: randomKey() };
    const { data } = await billingApi.beginPayment(wish, sent.current.key);
    if (data.redirectUrl && !blik) location.assign(data.redirectUrl);
    else route(paymentPath(data.id));
  };

  return (
    <form
      class="pay-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = faultOf();
        setFault(found);
        if (!found) void sending.run(begin);
      }}
    >
      {(overview.leftToPay ?? 0) <= 0 && documents.length === 0 && <p class="lead">{text.nothing}</p>}
      <fieldset class="pay-choices">
        <legend>{text.what}</legend>
        {choices.map((one) => (
          <div key={one} class={one === choice ? "pay-choice pay-choice-on" : "pay-choice"}>
            <Radio name="what" checked={one === choice} onCheck={() => setChoice(one)}>
              <span>{text[one]}</span>
              {one !== "other" && one !== "chosen" && <Money amount={sums[one] ?? 0} />}
            </Radio>
            {one === "chosen" && choice === "chosen" && (
              <Documents documents={free} picked={picked} onPick={setPicked} more={more} />
            )}
            {one === "other" && choice === "other" && (
              <Field
                name="amount"
                label={text.amount}
                hint={text.amountHint}
                inputMode="text"
                autocomplete="off"
                value={typed}
                onValue={setTyped}
                error={fault === "amountWrong" ? text.amountWrong : undefined}
              />
            )}
          </div>
        ))}
      </fieldset>
      <fieldset class="pay-choices">
        <legend>{text.how}</legend>
        <div class={blik ? "pay-choice" : "pay-choice pay-choice-on"}>
          <Radio name="how" checked={!blik} onCheck={() => setBlik(false)}>
            <span>
              {text.redirect}
              <span class="small muted block">{text.redirectHint}</span>
            </span>
          </Radio>
        </div>
        <div class={blik ? "pay-choice pay-choice-on" : "pay-choice"}>
          <Radio name="how" checked={blik} onCheck={() => setBlik(true)}>
            <span>
              {text.blik}
              <span class="small muted block">{text.blikHint}</span>
            </span>
          </Radio>
          {blik && (
            <>
              <Field
                name="blik"
                label={text.code}
                inputMode="numeric"
                autocomplete="one-time-code"
                maxLength={7}
                value={code}
                onValue={setCode}
                error={fault === "codeWrong" ? text.codeWrong : undefined}
              />
              <label class="check">
                <input type="checkbox" checked={terms} onChange={({ currentTarget }) => setTerms(currentTarget.checked)} />
                <span>{text.terms}</span>
              </label>
            </>
          )}
        </div>
      </fieldset>
      {(fault === "noneChosen" || fault === "termsMissing") && (
        <p class="problem-line" role="alert">
          {text[fault]}
        </p>
      )}
      <ProblemLine failure={sending.failure} />
      <Button type="submit" wide busy={sending.busy !== undefined} busyLabel={text.busy}>
        {sum ? text.submit(sum) : text.submitPlain}
      </Button>
    </form>
  );
}

/** What most people come for: what they pointed at, else what is overdue, else all of it. */
function usual(pointed: boolean, { overdue, leftToPay }: Overview): Choice {
  if (pointed) return "chosen";
  return leftToPay !== null && leftToPay > 0 ? "balance" : overdue > 0 ? "overdue" : "other";
}

interface RadioProps {
  name: string;
  checked: boolean;
  onCheck: () => void;
  children: ComponentChildren;
}

function Radio({ name, checked, onCheck, children }: RadioProps) {
  return (
    <label class="pay-radio">
      <input type="radio" name={name} checked={checked} onChange={onCheck} />
      {children}
    </label>
  );
}

interface DocumentsProps {
  documents: DocumentSummary[];
  picked: string[];
  onPick: (ids: string[]) => void;
  more: boolean;
}

function Documents({ documents, picked, onPick, more }: DocumentsProps) {
  const words = useText().documents;
  const text = useBillingText().pay;
  return (
    <div class="pay-documents">
      {documents.map(({ id, kind, number, dueOn, remaining, state }) => (
        <label key={id} class="check">
          <input
            type="checkbox"
            checked={picked.indexOf(id) >= 0}
            onChange={({ currentTarget }) =>
              onPick(currentTarget.checked ? [...picked, id] : picked.filter((other) => other !== id))
            }
          />
          <span>
            {words.kind[kind]} {number}
            <span class="small muted block">
              {money(remaining)}
              {dueOn && ` · ${words.dueOn.toLowerCase()} ${plainDate(dueOn)}`}
              {state === "overdue" && ` · ${words.state.overdue}`}
            </span>
          </span>
        </label>
      ))}
      {more && <p class="small muted">{text.oldest}</p>}
    </div>
  );
}

/** The code that fills in a transfer of the whole balance, for those who rather pay in their bank's app. */
function PlainTransfer({ balance }: { balance: number }) {
  const text = useBillingText().pay;
  const { language } = useLanguage();
  const [drawn, setDrawn] = useState(true);
  return (
    <Tile title={text.transfer}>
      <p>{drawn ? text.transferBalance(balance) : text.noCode}</p>
      {drawn && (
        <img
          class="transfer-code"
          src={fileAddress("transfer-qr", { balance: "true" })}
          alt={text.transferCode}
          onError={() => setDrawn(false)}
        />
      )}
      <p>
        <a href={fileAddress("documents/due-dates.ics", { locale: language })} download>
          {text.calendar}
        </a>
      </p>
    </Tile>
  );
}

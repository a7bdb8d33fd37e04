import { useRoute } from "preact-iso";
import { useEffect, useState } from "preact/hooks";

import { billingApi, type OnlinePayment } from "../../api/billing";
import { asFailure, type Failure } from "../../api/failure";
import { newAbortController } from "../../api/use-abort-signal";
import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { AlertIcon, CheckIcon, ClockIcon } from "../../components/icons";
import { LiveText } from "../../components/live-text";
import { PageTitle } from "../../components/page";
import { ProblemLine } from "../../components/problem-line";
import { Money } from "../../components/values";
import { RetryPanel, Skeleton } from "../../components/waiting";
import { type BillingCatalogue } from "./text/pl";
import { useBillingText } from "./text";
import { dateTime, decimal } from "../../i18n/format";
import { PATHS, payPath } from "../../paths";

const WAITING: OnlinePayment["state"][] = ["created", "started", "paid"];
const SOON_MS = 2_000;
const LATER_MS = 10_000;
const SOON_TIMES = 45;

/** The screen after paying. Only the server knows the outcome, so it is polled until there is one. */
export function PaymentOutcome() {
  const { params } = useRoute();
  const id = params["id"] ?? "";
  return <Awaited key={id} id={id} />;
}

function Awaited({ id }: { id: string }) {
  const text = useBillingText().outcome;
  const [payment, setPayment] = useState<OnlinePayment>();
  const [failure, setFailure] = useState<Failure>();
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    let current = true;
    const controller = newAbortController();
    billingApi.onlinePayment(id, controller?.signal).then(
      ({ data }) => current && setPayment(data),
      (error: unknown) => current && setFailure(asFailure(error)),
    );
    return () => {
      current = false;
      controller?.abort();
    };
  }, [asked]);

  const over = payment && WAITING.indexOf(payment.state) < 0;
  useEffect(() => {
    if (over || failure?.status === 404) return;
    const timer = setTimeout(() => setAsked(asked + 1), asked < SOON_TIMES ? SOON_MS : LATER_MS);
    return () => clearTimeout(timer);
  }, [asked, over, failure]);

  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      {!payment && !failure && <Skeleton rows={4} />}
      {!payment && failure?.status === 404 && <p class="lead">{text.missing}</p>}
      {!payment && failure && failure.status !== 404 && <RetryPanel failure={failure} onRetry={() => setAsked(asked + 1)} />}
      {payment && <Outcome of={payment} onChange={setPayment} />}
      <p>
        <a href={PATHS.documents}>{text.back}</a>
      </p>
    </>
  );
}

function Outcome({ of: payment, onChange }: { of: OnlinePayment; onChange: (payment: OnlinePayment) => void }) {
  const text = useBillingText().outcome;
  const { tone, word, say } = inWords(text, payment);
  const Icon = tone === "over" ? CheckIcon : tone === "due" ? AlertIcon : ClockIcon;
  const { state, documents, refusal } = payment;
  return (
    <section class={`tile tile-${tone} outcome`}>
      <div role="status">
        <p class="balance-word">
          <Icon />
          <LiveText>{word}</LiveText>
        </p>
        <p>
          <LiveText>{say}</LiveText>
        </p>
      </div>
      <dl class="amounts">
        <div>
          <dt>{text.amount}</dt>
          <dd>
            <Money amount={payment.amount} />
          </dd>
        </div>
        <div>
          <dt>{text.for}</dt>
          <dd lang="pl">{payment.title}</dd>
        </div>
        {payment.paidAt && (
          <div>
            <dt>{text.paid}</dt>
            <dd>{dateTime(payment.paidAt)}</dd>
          </div>
        )}
      </dl>
      {(state === "created" || state === "started") && <Unfinished payment={payment} onChange={onChange} />}
      {(state === "refused" || state === "expired") && refusal !== "other_amount" && (
        <p class="actions">
          <a class="button button-main" href={payPath(
              documents.map(({ documentId }) => documentId),
              { amount: decimal(payment.amount), blik: payment.method === "blik" },
            )}>
            {text.again}
          </a>
        </p>
      )}
    </section>
  );
}

function Unfinished({ payment, onChange }: { payment: OnlinePayment; onChange: (payment: OnlinePayment) => void }) {
  const text = useBillingText().outcome;
  const calling = useAction();
  return (
    <>
      <ProblemLine failure={calling.failure} />
      <div class="actions">
        {payment.redirectUrl && payment.method === "redirect" && (
          <a class="button button-quiet" href={payment.redirectUrl}>
            {text.goOn}
          </a>
        )}
        <Button
          kind="quiet"
          busy={calling.busy !== undefined}
          busyLabel={text.callingOff}
          onClick={() => void calling.run(async () => onChange((await billingApi.callOffPayment(payment.id)).data))}
        >
          {text.callOff}
        </Button>
      </div>
    </>
  );
}

function inWords(text: BillingCatalogue["outcome"], { state, method, refusal }: OnlinePayment) {
  switch (state) {
    case "created":
    case "started":
      return {
        tone: "plain",
        word: text.waiting,
        say: method === "blik" ? `${text.waitingBlik} ${text.waitingText}` : text.waitingText,
      };
    case "paid":
      return { tone: "plain", word: text.waiting, say: text.checking };
    case "confirmed":
    case "reported":
      return { tone: "over", word: text.accepted, say: text.confirmedText };
    case "booked":
      return { tone: "over", word: text.confirmed, say: text.bookedText };
    case "refused":
      // A payment the customer cancelled is no error.
      if ((refusal ?? "cancelled") === "cancelled") return { tone: "plain", word: text.cancelled, say: text.refusals.cancelled };
      return { tone: "due", word: text.refused, say: text.refusals[refusal ?? "cancelled"] };
    case "expired":
      return { tone: "warn", word: text.abandoned, say: text.expired };
    case "refunded":
      return { tone: "plain", word: text.refunded, say: text.refundedText };
  }
}

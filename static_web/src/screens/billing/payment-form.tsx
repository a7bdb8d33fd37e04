import { useLocation } from "preact-iso";
import { useRef, useState } from "preact/hooks";

import { billingApi } from "../../api/billing";
import { asFailure } from "../../api/failure";
import type { AccountBalance, DocumentSummary } from "../../api/client";
import { useAction } from "../../components/action";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { Field, FieldError, fieldId } from "../../components/field";
import { ProblemLine } from "../../components/problem-line";
import { Money } from "../../components/values";
import { useText } from "../../i18n/text";
import { documentPath, paymentPath } from "../../paths";
import { MOST, randomKey } from "../../rules/amount";
import { Documents, Radio } from "./pay-choices";
import { type Choice, type Fault, faultOf, initialValues, MOST_DOCUMENTS, type PaymentValues, requestOf, sumOf } from "./payment-request";
import { useBillingText } from "./text";
import { inPaymentOf } from "./under-way";

const PROVIDER_TERMS = "https://www.przelewy24.pl/regulamin";
/** The error codes after which no payment will ever come of an idempotency key. */
const REFUSED = /^(payments_unavailable|payment_not_accepted)$/;
const PHONE = "(max-width: 40em)";
/** The field that takes the focus for each fault. */
const FIELDS: Record<Fault, string> = { amountWrong: "amount", noneChosen: "documents", codeWrong: "blik", termsMissing: "terms" };

interface PaymentFormProps {
  account: AccountBalance;
  documents: DocumentSummary[];
  more: boolean;
  /** The ids of documents in the address. */
  asked: string[];
}

export function PaymentForm({ account, documents, more, asked }: PaymentFormProps) {
  const text = useBillingText().pay;
  const newTab = useText().opensInNewTab;
  const { query, route } = useLocation();
  const [values, setValues] = useState(() => initialValues(query, asked, account, window.matchMedia(PHONE).matches));
  const [fault, setFault] = useState<Fault>();
  const sending = useAction();
  const sent = useRef({ body: "", key: "" });
  const { choice, picked, blik } = values;

  const free = documents.filter((document) => !inPaymentOf(account.onlinePayments, document));
  const chosen = free.filter(({ id }) => picked.indexOf(id) >= 0).slice(0, MOST_DOCUMENTS);
  const sum = sumOf(values, chosen, account);
  const tooMuch = sum !== undefined && sum > MOST;
  const choices: Choice[] = [
    ...(free.length > 0 || asked.length > 0 ? (["chosen"] as const) : []),
    ...(account.overdue > 0 ? (["overdue"] as const) : []),
    ...((account.leftToPay ?? 0) > 0 ? (["balance"] as const) : []),
    "other",
  ];

  const change = (changes: Partial<PaymentValues>) => {
    setValues({ ...values, ...changes });
    setFault(undefined);
  };
  const begin = async () => {
    const request = requestOf(values, chosen, sum);
    // The same request sent again, after a lost answer, must not begin a second payment.
    const body = JSON.stringify(request);
    if (sent.current.body !== body) sent.current = { body, key: randomKey() };
    const { data } = await billingApi.beginPayment(request, sent.current.key).catch((error: unknown) => {
      // A refused payment is over: another attempt is another payment and takes another key.
      if (REFUSED.test(asFailure(error).code)) sent.current.key = randomKey();
      throw error;
    });
    if (data.redirectUrl && !blik) location.assign(data.redirectUrl);
    else route(paymentPath(data.id));
  };
  const error = (which: Fault) => (fault === which ? text[which] : undefined);

  return (
    <form
      class="pay-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (tooMuch) return;
        const found = faultOf(values, chosen, sum);
        setFault(found);
        if (!found) void sending.run(begin);
        else document.getElementById(fieldId(FIELDS[found]))?.focus();
      }}
    >
      {(account.leftToPay ?? 0) <= 0 && documents.length === 0 && <p class="lead">{text.nothing}</p>}
      <fieldset class="pay-choices">
        <legend>{text.what}</legend>
        {choices.map((one) => (
          <div key={one} class={one === choice ? "pay-choice pay-choice-on" : "pay-choice"}>
            <Radio name="what" checked={one === choice} onCheck={() => change({ choice: one })}>
              <span>{text[one]}</span>
              {one !== "other" && one !== "chosen" && <Money amount={sumOf(values, chosen, account, one) ?? 0} />}
            </Radio>
            {one === "chosen" && choice === "chosen" && (
              <div id={fieldId("documents")} tabIndex={-1} role="group" aria-label={text.chosen}>
                <Announced id="documents" error={error("noneChosen")} />
                {free.length === 0 && <p>{text.nothingFree}</p>}
                <Documents documents={free} picked={picked} onPick={(ids) => change({ picked: ids })} more={more} />
              </div>
            )}
            {one === "other" && choice === "other" && (
              <Field
                name="amount"
                label={text.amount}
                hint={text.amountHint}
                inputMode="text"
                autocomplete="off"
                value={values.typed}
                onValue={(typed) => change({ typed })}
                error={error("amountWrong")}
              />
            )}
          </div>
        ))}
      </fieldset>
      {!tooMuch && (
        <fieldset class="pay-choices">
          <legend>{text.how}</legend>
          <div class={blik ? "pay-choice pay-choice-on" : "pay-choice"}>
            <Radio name="how" checked={blik} onCheck={() => change({ blik: true })}>
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
                  value={values.code}
                  onValue={(code) => change({ code })}
                  error={error("codeWrong")}
                />
                <Announced id="terms" error={error("termsMissing")} />
                <label class={fault === "termsMissing" ? "check check-wrong" : "check"}>
                  <input
                    id={fieldId("terms")}
                    type="checkbox"
                    checked={values.terms}
                    aria-invalid={fault === "termsMissing" || undefined}
                    aria-describedby={fault === "termsMissing" ? `${fieldId("terms")}-error` : undefined}
                    onChange={({ currentTarget }) => change({ terms: currentTarget.checked })}
                  />
                  <span>{text.terms}</span>
                </label>
              </>
            )}
          </div>
          <div class={blik ? "pay-choice" : "pay-choice pay-choice-on"}>
            <Radio name="how" checked={!blik} onCheck={() => change({ blik: false })}>
              <span>
                {text.redirect}
                <span class="small muted block">{text.redirectHint}</span>
              </span>
            </Radio>
          </div>
          <p class="small">
            <a href={PROVIDER_TERMS} target="_blank" rel="noopener">
              {text.readTerms}
              <span class="visually-hidden"> ({newTab})</span>
            </a>
          </p>
        </fieldset>
      )}
      <ProblemLine failure={sending.failure} />
      {tooMuch ? (
        <TooMuch documents={choice === "chosen" ? chosen : []} balance={(account.leftToPay ?? 0) > 0} />
      ) : (
        <div class="pay-press">
          <Button type="submit" wide busy={sending.busy !== undefined} busyLabel={text.busy}>
            {sum ? text.submit(sum) : text.submitPlain}
          </Button>
        </div>
      )}
    </form>
  );
}

/** Shown in place of the button where the amount exceeds the limit of one online payment: links to transfers instead. */
function TooMuch({ documents, balance }: { documents: DocumentSummary[]; balance: boolean }) {
  const text = useBillingText().pay;
  return (
    <Banner tone="warn">
      {text.tooMuch} {documents.length === 0 && balance && <a href="#przelew">{text.toTransfer}</a>}
      {documents.map(({ id, number }) => (
        <span key={id} class="block">
          <a href={`${documentPath(id)}#przelew`}>{text.transferFor(number)}</a>
        </span>
      ))}
    </Banner>
  );
}

function Announced({ id, error }: { id: string; error: string | undefined }) {
  return (
    <div role="alert">
      <FieldError id={`${fieldId(id)}-error`} error={error} />
    </div>
  );
}

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { faultText } from "../../api/failure";
import { checkOrigin, type Finding, type OriginAnswer } from "../../api/origin";
import { useStatus } from "../../api/status";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { controlOf, FieldFrame } from "../../components/field";
import { useForm } from "../../components/form";
import { AlertIcon, CheckIcon, ClockIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { accountNumber, dateTime } from "../../i18n/format";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { useOriginText } from "./text";

const MOST = 4_000;
const LOOK = {
  ours: { tone: "good", icon: CheckIcon },
  not_ours: { tone: "due", icon: AlertIcon },
  unknown: { tone: "warn", icon: ClockIcon },
} as const;

/** Checks whether a mail, a bank account or a link is ours, and says what to do; works without a session. */
export function Origin() {
  const text = useOriginText();
  const words = useText();
  const [found, setFound] = useState<OriginAnswer>();
  const form = useForm({ text: "" }, ({ text: pasted }) => {
    if (!pasted.trim()) return { text: "nothing_pasted" };
    return pasted.trim().length > MOST ? { text: "text_too_long" } : {};
  });
  const fault = form.faults.text;
  const error = fault && faultText(words, fault, "text", text.fault);
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{text.lead}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setFound(undefined);
          void form.send(async ({ text: pasted }) => setFound((await checkOrigin(pasted.trim())).data));
        }}
      >
        <ErrorSummary labels={{ text: text.label }} faults={form.faults} failure={form.failure} sendings={form.sendings} own={text.fault} />
        <FieldFrame name="text" label={text.label} hint={text.hint} error={error}>
          <textarea
            {...controlOf("text", text.hint, error)}
            rows={3}
            value={form.values.text}
            required
            autoCapitalize="none"
            autoCorrect="off"
            spellcheck={false}
            onInput={({ currentTarget }) => form.set("text", currentTarget.value)}
          />
        </FieldFrame>
        <Button type="submit" wide busy={form.busy} busyLabel={text.busy}>
          {text.submit}
        </Button>
        <p class="small muted">{text.kept}</p>
      </form>
      {found && <Answer key={form.sendings} found={found.found} more={found.more} />}
    </>
  );
}

function Answer({ found, more }: OriginAnswer) {
  const text = useOriginText();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const foreign = found.some(({ verdict }) => verdict === "not_ours");
  const ours = !more && found.length > 0 && found.every(({ verdict }) => verdict === "ours");
  const whole = foreign ? "not_ours" : ours ? "ours" : "unknown";
  return (
    <section aria-labelledby="origin-answer">
      <h2 id="origin-answer" tabIndex={-1} ref={heading}>
        {found.length > 1 && foreign && !found.every(({ verdict }) => verdict === "not_ours") ? text.partly : text.verdicts[whole]}
      </h2>
      {found.length === 0 && <p>{text.nothing}</p>}
      {found.map((one) => (
        <One key={`${one.kind} ${one.value}`} finding={one} />
      ))}
      {more && <p>{text.more}</p>}
      <Next whole={whole} account={found.some(({ kind }) => kind === "account")} />
    </section>
  );
}

function One({ finding }: { finding: Finding }) {
  const text = useOriginText();
  const { kind, verdict, value, why, writtenAt, about } = finding;
  const { tone, icon: Icon } = LOOK[verdict];
  const shown = kind === "account" && /^\d{26}$/.test(value) ? accountNumber(value) : value;
  return (
    <div class={`banner banner-${tone}`}>
      <Icon />
      <p>
        <strong>
          {text.kinds[kind]}
          {shown && ": "}
          {shown}
        </strong>
        <br />
        {why ? text.why[why] : text.says[kind][verdict]}
        {writtenAt && about && ` ${text.written(dateTime(writtenAt), text.about[about])}`}
      </p>
    </div>
  );
}

function Next({ whole, account }: { whole: Finding["verdict"]; account: boolean }) {
  const text = useOriginText();
  const status = useStatus();
  return (
    <>
      <h3>{text.next}</h3>
      <ul class="list">
        {text.steps[whole].map((step) => (
          <li key={step}>{step}</li>
        ))}
        {whole !== "ours" && account && (
          <li>
            {text.compare} <a href={PATHS.documents}>{text.documents}</a>.
          </li>
        )}
        {whole !== "ours" && status && (
          <li>
            {text.forward} <a href={`mailto:${status.contactEmailIndividual}`}>{status.contactEmailIndividual}</a>
          </li>
        )}
        {status && (
          <li>
            {text.call} <a href={`tel:${status.contactPhone.replace(/\s/g, "")}`}>{status.contactPhone.replace(/\s/g, "\u00a0")}</a>
            {`, ${text.hours(status.contactHours)}`}
          </li>
        )}
      </ul>
    </>
  );
}

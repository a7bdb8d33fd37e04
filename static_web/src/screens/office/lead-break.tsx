import { useState } from "preact/hooks";

import { asFailure, type Failure } from "../../api/failure";
import { useAnswer } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { controlOf, Field, FieldFrame } from "../../components/field";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { dateTime, plainDate } from "../../i18n/format";
import { leadApi, type LeadsBreak } from "./lead-api";
import { LeadPage } from "./lead-page";
import { leadWords } from "./lead-words";
import { Problem } from "./problem";

const LOCALES = ["pl", "en", "uk"] as const;
const EMPTY = { pl: "", en: "", uk: "" };

/** Announcing, changing and cancelling a maintenance break. */
export function LeadBreak() {
  const text = leadWords.break;
  const [round, setRound] = useState(0);
  const [done, setDone] = useState<string>();
  const arriving = useAnswer((signal) => leadApi.break(signal), `break ${round}`);
  const after = (said: string) => {
    setDone(said);
    setRound((before) => before + 1);
  };
  return (
    <LeadPage page="break">
      <p>{text.intro}</p>
      {done && <Banner tone="good">{done}</Banner>}
      <WaitFor on={arriving} rows={6}>
        {(now) => (
          <>
            <Now now={now} onDone={() => after(text.cancelled)} />
            <Form key={now.version} now={now} onDone={() => after(text.saved)} />
          </>
        )}
      </WaitFor>
    </LeadPage>
  );
}

function Now({ now: { notice, version }, onDone }: { now: LeadsBreak; onDone: () => void }) {
  const text = leadWords.break;
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const cancel = async () => {
    setAsking(false);
    setBusy(true);
    setFailure(undefined);
    try {
      await leadApi.cancel(version);
      onDone();
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    }
  };
  return (
    <Tile title={text.now}>
      {notice ? (
        <>
          <p>
            <strong>{text.span(dateTime(notice.startsAt), dateTime(notice.endsAt))}</strong>
          </p>
          <p>{notice.closes ? text.closed : text.open}</p>
          <p dir="auto">{notice.texts["pl"]}</p>
          <Problem failure={failure} />
          <Button kind="quiet" busy={busy} busyLabel={text.saving} onClick={() => setAsking(true)}>
            {text.cancel}
          </Button>
        </>
      ) : (
        <p>{text.nothing}</p>
      )}
      {asking && (
        <ConfirmDialog
          title={text.cancelTitle}
          text={text.cancelText}
          confirm={text.cancel}
          keep={text.cancelKeep}
          onConfirm={() => void cancel()}
          onKeep={() => setAsking(false)}
        />
      )}
    </Tile>
  );
}

function Form({ now, onDone }: { now: LeadsBreak; onDone: () => void }) {
  const text = leadWords.break;
  const [startsAt, setStartsAt] = useState(now.startsTyped.slice(0, 16));
  const [endsAt, setEndsAt] = useState(now.endsTyped.slice(0, 16));
  const [closes, setCloses] = useState(now.notice?.closes ?? false);
  const [texts, setTexts] = useState<Record<string, string>>({ ...EMPTY, ...now.notice?.texts });
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<Failure>();

  const save = async () => {
    setAsking(false);
    setBusy(true);
    setFailure(undefined);
    setFaults({});
    try {
      await leadApi.announce({ version: now.version, startsAt, endsAt, closes, texts });
      onDone();
    } catch (error) {
      const refused = asFailure(error);
      setBusy(false);
      if (refused.code !== "validation_failed") return setFailure(refused);
      const said = text.faults as Record<string, string>;
      setFaults(Object.fromEntries(refused.faults.map(({ field, code }) => [field, said[code] ?? said["value_invalid"] ?? ""])));
    }
  };
  const press = () => {
    const lacking = !startsAt || !endsAt || LOCALES.some((locale) => !(texts[locale] ?? "").trim());
    setMissing(lacking);
    if (lacking || busy) return;
    if (closes) setAsking(true);
    else void save();
  };

  return (
    <Tile title={now.notice ? text.change : text.announce}>
      <form
        class="office-lead-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          press();
        }}
      >
        <Hour name="poczatek" label={text.from} value={startsAt} onValue={setStartsAt} error={faults["startsAt"]} />
        <Hour name="koniec" label={text.to} value={endsAt} onValue={setEndsAt} error={faults["endsAt"]} />
        {LOCALES.map((locale) => (
          <Field
            key={locale}
            name={`tresc-${locale}`}
            label={text.text[locale]}
            value={texts[locale] ?? ""}
            onValue={(said) => setTexts((before) => ({ ...before, [locale]: said }))}
            autocomplete="off"
            maxLength={500}
            error={faults[`texts.${locale}`]}
          />
        ))}
        <label class="check">
          <input type="checkbox" checked={closes} onChange={({ currentTarget }) => setCloses(currentTarget.checked)} />
          <span>
            {text.closes}
            <span class="office-second">{text.closesHint}</span>
          </span>
        </label>
        {missing && (
          <p class="field-error" role="alert">
            {text.missing}
          </p>
        )}
        <Problem failure={failure} />
        <Button type="submit" busy={busy} busyLabel={text.saving}>
          {now.notice ? text.change : text.announce}
        </Button>
      </form>
      {asking && (
        <ConfirmDialog
          title={text.closeTitle}
          text={text.closeText(typed(startsAt), typed(endsAt))}
          confirm={text.closeConfirm}
          keep={text.cancelKeep}
          onConfirm={() => void save()}
          onKeep={() => setAsking(false)}
        />
      )}
    </Tile>
  );
}

interface HourProps {
  name: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  error: string | undefined;
}

function Hour({ name, label, value, onValue, error }: HourProps) {
  return (
    <FieldFrame name={name} label={label} error={error}>
      <input
        {...controlOf(name, undefined, error)}
        type="datetime-local"
        required
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </FieldFrame>
  );
}

/** `2026-11-28T22:00` as people write it. */
export function typed(value: string): string {
  const [day = "", hour = ""] = value.split("T");
  return `${plainDate(day)}, ${hour.replace(/^0/, "")}`;
}

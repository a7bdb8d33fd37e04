import { useState } from "preact/hooks";

import { asFailure, type Failure } from "../../api/failure";
import { useAnswer } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { Field, fieldId } from "../../components/field";
import { Table } from "../../components/table";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { plainDate } from "../../i18n/format";
import { leadApi, type LeadsTerms, type NewTerms, type TermsPreview, type TermsTexts } from "./lead-api";
import { LeadPage } from "./lead-page";
import { leadWords } from "./lead-words";
import { Problem } from "./problem";

const LOCALES = ["pl", "en", "uk"] as const;
type Locale = (typeof LOCALES)[number];

/** Publishing terms: typed or read from a file, previewed, and published after confirmation. */
export function LeadTerms() {
  const text = leadWords.terms;
  const [round, setRound] = useState(0);
  const [published, setPublished] = useState<string>();
  const arriving = useAnswer((signal) => leadApi.terms(signal), `terms ${round}`);
  return (
    <LeadPage page="terms">
      {published && <Banner tone="good">{text.published(published)}</Banner>}
      <WaitFor on={arriving} rows={6}>
        {(terms) => (
          <>
            <Versions terms={terms} />
            <Next
              key={round}
              terms={terms}
              onPublished={(version) => {
                setPublished(version);
                setRound((before) => before + 1);
              }}
            />
          </>
        )}
      </WaitFor>
    </LeadPage>
  );
}

function Versions({ terms: { versions } }: { terms: LeadsTerms }) {
  const text = leadWords.terms;
  return (
    <Tile title={text.versions}>
      <Table
        caption={text.versions}
        rows={versions}
        rowKey={({ version }) => version}
        columns={[
          { head: text.version, rowHead: true, cell: ({ version }) => version },
          { head: text.from, cell: ({ effectiveFrom }) => plainDate(effectiveFrom) },
          { head: text.stateHead, cell: ({ state }) => text.states[state] },
        ]}
      />
    </Tile>
  );
}

function Next({ terms, onPublished }: { terms: LeadsTerms; onPublished: (version: string) => void }) {
  const text = leadWords.terms;
  const ahead = terms.versions.find(({ state }) => state === "ahead");
  if (ahead) return <Banner tone="warn">{text.ahead(ahead.version, plainDate(ahead.effectiveFrom))}</Banner>;
  return <Form terms={terms} onPublished={onPublished} />;
}

function Form({ terms, onPublished }: { terms: LeadsTerms; onPublished: (version: string) => void }) {
  const text = leadWords.terms;
  const [next, setNext] = useState<NewTerms>(() => ({ effectiveFrom: "", texts: withoutChanges(terms.texts) }));
  const [seen, setSeen] = useState<TermsPreview>();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const [failure, setFailure] = useState<Failure>();

  // Only what was previewed can be published, so any change needs another preview.
  const change = (to: NewTerms) => {
    setNext(to);
    setSeen(undefined);
    setFault(undefined);
  };
  const run = async (action: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await action();
    } catch (error) {
      const refused = asFailure(error);
      const known = refused.faults.map(({ code }) => (text.faults as Record<string, string>)[code]).find(Boolean);
      setFault(known ?? (refused.code === "validation_failed" ? text.missing : undefined));
      if (refused.code !== "validation_failed") setFailure(refused);
    } finally {
      setBusy(false);
    }
  };
  const look = () => {
    const wrong = termsLacking(next);
    setFault(wrong);
    if (!wrong) void run(async () => setSeen((await leadApi.lookAt(next)).data));
  };
  const publish = () => {
    setAsking(false);
    if (!seen) return;
    void run(async () => {
      await leadApi.publish({ ...next, version: seen.version, digest: seen.digest });
      onPublished(seen.version);
    });
  };

  return (
    <Tile title={text.next}>
      <p>{text.intro(plainDate(terms.earliest))}</p>
      <form
        class="office-lead-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        <FileChoice
          name="wersja"
          label={text.wholeFile}
          hint={text.wholeFileHint}
          accept="application/json,.json"
          onText={(content) => {
            const read = versionIn(content);
            if (read) change(read);
            else setFault(text.fileBroken);
          }}
        />
        <Field
          name="dzien"
          type="date"
          label={text.day}
          hint={text.dayHint(plainDate(terms.earliest))}
          value={next.effectiveFrom}
          onValue={(effectiveFrom) => change({ ...next, version: null, effectiveFrom })}
        />
        {LOCALES.map((locale) => (
          <Language key={locale} locale={locale} next={next} onChange={change} />
        ))}
        <section aria-label={text.consents}>
          <h3>{text.consents}</h3>
          <ul>
            {(next.texts["pl"]?.consents ?? []).map(({ code, text: consent }) => (
              <li key={code}>{consent}</li>
            ))}
          </ul>
          <p class="office-second">{text.consentsHint}</p>
        </section>
        {fault && (
          <p class="field-error" role="alert">
            {fault}
          </p>
        )}
        <Problem failure={failure} />
        <div class="office-actions">
          <Button type="submit" kind={seen ? "quiet" : "main"} busy={busy && !seen} busyLabel={text.looking}>
            {text.look}
          </Button>
        </div>
      </form>
      {seen && (
        <section class="office-seen" aria-label={text.seen}>
          <h3>{text.seen}</h3>
          <p>
            <strong>{text.seenText(seen.version, plainDate(seen.effectiveFrom), seen.daysAhead)}</strong>
          </p>
          <p>{LOCALES.map((locale) => text.characters(text.language[locale], seen.characters[locale] ?? 0)).join(", ")}.</p>
          <Button busy={busy} busyLabel={text.publishing} onClick={() => setAsking(true)}>
            {text.publish}
          </Button>
        </section>
      )}
      {asking && seen && (
        <ConfirmDialog
          title={text.confirmTitle(seen.version)}
          text={text.confirmText(plainDate(seen.effectiveFrom))}
          confirm={text.confirm}
          keep={text.keep}
          loses
          onConfirm={publish}
          onKeep={() => setAsking(false)}
        />
      )}
    </Tile>
  );
}

function Language({ locale, next, onChange }: { locale: Locale; next: NewTerms; onChange: (to: NewTerms) => void }) {
  const text = leadWords.terms;
  const own = next.texts[locale] ?? { title: "", changes: "", text: "", consents: [] };
  const set = (fields: Partial<typeof own>) => onChange({ ...next, texts: { ...next.texts, [locale]: { ...own, ...fields } } });
  return (
    <fieldset class="office-language">
      <legend>{text.language[locale]}</legend>
      <Field name={`tytul-${locale}`} label={text.name} value={own.title} onValue={(title) => set({ title })} maxLength={300} />
      <Long name={`zmiany-${locale}`} lang={locale} label={text.changes} rows={3} value={own.changes} onValue={(changes) => set({ changes })} />
      <Long name={`tresc-${locale}`} lang={locale} label={text.text} rows={8} value={own.text} onValue={(whole) => set({ text: whole })} />
      <FileChoice
        name={`plik-${locale}`}
        label={`${text.textFile}: ${text.language[locale].toLowerCase()}`}
        accept="text/plain,.txt,.md"
        onText={(content) => set({ text: content.replace(/\r\n/g, "\n").trim() })}
      />
    </fieldset>
  );
}

interface LongProps {
  name: string;
  lang: string;
  label: string;
  rows: number;
  value: string;
  onValue: (value: string) => void;
}

function Long({ name, lang, label, rows, value, onValue }: LongProps) {
  return (
    <div class="field">
      <label for={fieldId(name)}>{label}</label>
      <textarea id={fieldId(name)} lang={lang} rows={rows} value={value} onInput={({ currentTarget }) => onValue(currentTarget.value)} />
    </div>
  );
}

interface FileChoiceProps {
  name: string;
  label: string;
  hint?: string;
  accept: string;
  onText: (content: string) => void;
}

/** Reads the text of a file; the file itself is not uploaded. */
function FileChoice({ name, label, hint, accept, onText }: FileChoiceProps) {
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (file) onText(await new Response(file).text());
    input.value = "";
  };
  return (
    <div class="field">
      <label for={fieldId(name)}>{label}</label>
      {hint && (
        <p class="field-hint" id={`${fieldId(name)}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={fieldId(name)}
        type="file"
        accept={accept}
        aria-describedby={hint ? `${fieldId(name)}-hint` : undefined}
        onChange={({ currentTarget }) => void take(currentTarget)}
      />
    </div>
  );
}

/** The texts in force as a start, without their list of changes. */
function withoutChanges(texts: TermsTexts): TermsTexts {
  return Object.fromEntries(Object.entries(texts).map(([locale, one]) => [locale, { ...one, changes: "" }]));
}

/** What is missing before a preview. */
export function termsLacking({ effectiveFrom, texts }: NewTerms): string | undefined {
  const whole = LOCALES.every((locale) => {
    const one = texts[locale];
    return one && one.title.trim() && one.changes.trim() && one.text.trim();
  });
  return effectiveFrom && whole ? undefined : leadWords.terms.missing;
}

/** A version in the format of `brand/terms`; undefined for anything else. */
export function versionIn(content: string): NewTerms | undefined {
  try {
    const { version, effectiveFrom, texts } = JSON.parse(content) as Partial<NewTerms>;
    if (typeof effectiveFrom !== "string" || typeof texts !== "object" || !texts) return undefined;
    for (const locale of LOCALES) {
      const one = texts[locale];
      if (!one || ![one.title, one.changes, one.text].every((part) => typeof part === "string") || !Array.isArray(one.consents)) return undefined;
    }
    return { version: typeof version === "string" ? version : null, effectiveFrom, texts };
  } catch {
    return undefined;
  }
}

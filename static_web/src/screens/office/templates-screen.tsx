import { useState } from "preact/hooks";

import { asFailure, type Failure } from "../../api/failure";
import { useAnswer, useLatest } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { PageTitle } from "../../components/page";
import { Tile } from "../../components/tile";
import { Moment } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { newId, officeApi, type ReplyTemplate } from "./api";
import { Problem } from "./problem";
import { useClerk } from "./session";
import { words } from "./words";

const LOCALES = ["pl", "en", "uk"] as const;
const KINDS = Object.keys(words.kind) as ReplyTemplate["kinds"];
const VARIABLES = ["klient", "numer", "temat", "termin", "konsultant"];

/** The editor of reply templates, for leads. */
export function TemplatesScreen() {
  const text = words.templates;
  const lead = useClerk().roles.includes("bok.lead");
  const [round, setRound] = useState(0);
  const arriving = useAnswer((signal) => officeApi.templates(signal), `templates ${round}`);
  const history = useLatest(useAnswer((signal) => officeApi.templateVersions(signal), `versions ${round}`))?.versions ?? [];
  const [saved, setSaved] = useState<number>();
  const [taken, setTaken] = useState<{ round: number; templates: ReplyTemplate[] }>({ round: 0, templates: [] });
  return (
    <>
      <PageTitle windowTitle={`${text.title}, ${words.title}`}>{text.title}</PageTitle>
      <p>{lead ? text.intro : text.leadsOnly}</p>
      {saved !== undefined && <Banner tone="good">{text.saved(saved)}</Banner>}
      <WaitFor on={arriving} rows={6}>
        {({ version, templates }) => (
          <Editor
            key={`${version} ${taken.round}`}
            version={version}
            lead={lead}
            stored={taken.round ? taken.templates : templates}
            onSaved={(next) => {
              setSaved(next);
              setTaken({ round: 0, templates: [] });
              setRound((before) => before + 1);
            }}
          />
        )}
      </WaitFor>
      {history.length > 0 && (
        <Tile title={text.history}>
          <ul class="office-versions">
            {history.map((one) => (
              <li key={one.version}>
                <span>
                  {text.historyBy(one.version, one.by)}, <Moment instant={one.at} />
                </span>
                <Button
                  kind="quiet"
                  label={`${text.take}: ${text.version(one.version)}`}
                  onClick={() => setTaken((before) => ({ round: before.round + 1, templates: one.templates }))}
                >
                  {text.take}
                </Button>
              </li>
            ))}
          </ul>
        </Tile>
      )}
    </>
  );
}

interface EditorProps {
  version: number;
  lead: boolean;
  stored: ReplyTemplate[];
  onSaved: (version: number) => void;
}

function Editor({ version, lead, stored, onSaved }: EditorProps) {
  const text = words.templates;
  const [templates, setTemplates] = useState(stored);
  const [at, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  const chosen = templates[at];
  const change = (fields: Partial<ReplyTemplate>) =>
    setTemplates((before) => before.map((one, index) => (index === at ? { ...one, ...fields } : one)));

  const save = async () => {
    const wrong = templatesFault(templates);
    setFault(wrong);
    if (busy || wrong) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const { data } = await officeApi.saveTemplates({ version, templates });
      onSaved(data.version);
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    }
  };

  return (
    <form
      class="office-form office-templates"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p class="office-second">
        {text.version(version)}. {text.variables}
      </p>
      <div class="filter">
        <label for="office-template-choice">{text.choose}</label>
        <select id="office-template-choice" value={String(at)} onChange={({ currentTarget }) => setAt(Number(currentTarget.value))}>
          {templates.map((one, index) => (
            <option key={one.key} value={String(index)}>
              {one.name}
            </option>
          ))}
        </select>
      </div>
      {chosen && (
        <>
          <Field name="nazwa" label={text.name} value={chosen.name} onValue={(name) => change({ name })} maxLength={80} />
          <fieldset class="office-next">
            <legend>{text.kinds}</legend>
            {KINDS.map((kind) => (
              <label key={kind} class="check">
                <input
                  type="checkbox"
                  checked={chosen.kinds.includes(kind)}
                  onChange={({ currentTarget }) =>
                    change({ kinds: KINDS.filter((one) => (one === kind ? currentTarget.checked : chosen.kinds.includes(one))) })
                  }
                />
                <span>{words.kind[kind]}</span>
              </label>
            ))}
          </fieldset>
          {LOCALES.map((locale) => (
            <div key={locale}>
              <label for={`office-template-${locale}`}>{text.text[locale]}</label>
              <textarea
                id={`office-template-${locale}`}
                lang={locale}
                rows={8}
                value={chosen.text[locale] ?? ""}
                onInput={({ currentTarget }) => change({ text: { ...chosen.text, [locale]: currentTarget.value } })}
              />
            </div>
          ))}
        </>
      )}
      {fault && (
        <p class="field-error" role="alert">
          {fault}
        </p>
      )}
      <Problem failure={failure} />
      {lead && <div class="office-actions">
        <Button type="submit" busy={busy} busyLabel={text.saving}>
          {text.save}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            setTemplates([...templates, { key: `t_${newId()}`, name: text.newName, kinds: ["question"], text: { pl: "", en: "", uk: "" } }]);
            setAt(templates.length);
          }}
        >
          {text.add}
        </Button>
        {templates.length > 1 && (
          <Button
            kind="quiet"
            onClick={() => {
              setTemplates(templates.filter((_, index) => index !== at));
              setAt(0);
            }}
          >
            {text.remove}
          </Button>
        )}
      </div>}
    </form>
  );
}

/** The fault of the templates, if any. */
export function templatesFault(templates: ReplyTemplate[]): string | undefined {
  const text = words.templates;
  for (const { name, kinds, text: texts } of templates) {
    if (name.trim().length < 3 || !kinds.length) return text.nameMissing;
    for (const locale of LOCALES) {
      const said = texts[locale] ?? "";
      if (!said.trim()) return text.textMissing(name);
      const rest = said.replace(/\{(\w+)\}/g, (whole, variable: string) => (VARIABLES.includes(variable) ? "" : whole));
      if (/[{}]/.test(rest)) return text.variableUnknown(name);
    }
  }
  return undefined;
}

import { billingApi } from "../../../api/billing";
import { serverNow } from "../../../api/server-clock";
import { supplyApi } from "../../../api/supply";
import type { About, Subject } from "../../../api/tickets";
import { type Choice, Combobox, type Search } from "../../../components/combobox";
import { Field, fieldId } from "../../../components/field";
import { plainDate } from "../../../i18n/format";
import { useText } from "../../../i18n/text";
import { warsawTime } from "../../../i18n/warsaw";
import { useTicketsText } from "../text";
import type { Written } from "./use-draft";

type Question = "document" | "contract" | "point" | "fault" | "date" | "letterDate" | "month" | "amount" | "account" | "phone";
type Picked = "document" | "contract" | "point";

interface SubjectFieldsProps {
  subject: Subject;
  values: Written;
  onChange: (changes: Partial<Written>) => void;
}

/** The fields of a subject, all of them optional. */
export function SubjectFields({ subject, values, onChange }: SubjectFieldsProps) {
  const text = useTicketsText();
  if (subject.asks.length === 0) return null;
  const asked = values.asked ?? {};
  const say = (name: string, answer: string) => onChange({ asked: { ...asked, [name]: answer } });
  return (
    <fieldset class="subject-fields">
      <legend class="small muted">{text.form.helps}</legend>
      {(subject.asks as Question[]).map((name) => (
        <Asked key={name} name={name} values={values} onSay={(answer) => say(name, answer)} onChange={onChange} />
      ))}
    </fieldset>
  );
}

interface AskedProps {
  name: Question;
  values: Written;
  onSay: (answer: string) => void;
  onChange: (changes: Partial<Written>) => void;
}

function Asked({ name, values, onSay, onChange }: AskedProps) {
  const text = useTicketsText();
  const asked = values.asked ?? {};
  const value = asked[name] ?? "";
  const label = text.asks[name];
  if (name === "document" || name === "contract" || name === "point") {
    return <Pick name={name} values={values} onChange={onChange} />;
  }
  if (name === "fault" || name === "month") {
    const options = name === "fault" ? Object.keys(text.faults) : lastMonths();
    const shown = (option: string) => (name === "fault" ? text.faults[option as keyof typeof text.faults] : monthName(option));
    return (
      <p class="field filter">
        <label for={fieldId(name)}>{label}</label>
        <select id={fieldId(name)} value={value} onChange={({ currentTarget }) => onSay(currentTarget.value)}>
          <option value="">{text.notSaid}</option>
          {options.map((option) => (
            <option key={option} value={option}>
              {shown(option)}
            </option>
          ))}
        </select>
      </p>
    );
  }
  if (name === "date" || name === "letterDate") {
    return (
      <p class="field filter">
        <label for={fieldId(name)}>{label}</label>
        <input id={fieldId(name)} type="date" value={value} onChange={({ currentTarget }) => onSay(currentTarget.value)} />
      </p>
    );
  }
  return <Field name={name} label={label} value={value} required={false} onValue={onSay} />;
}

const IDS: Record<Picked, keyof About> = { document: "documentId", contract: "contractId", point: "pointId" };
const FEW = 20;

function Pick({ name, values, onChange }: { name: Picked; values: Written; onChange: (changes: Partial<Written>) => void }) {
  const text = useTicketsText();
  const documents = useText().documents;
  const about = values.about ?? {};
  const id = about[IDS[name]] as string | null | undefined;
  const search: Record<Picked, Search> = {
    document: async (q, signal) => {
      const { data } = await billingApi.documents({ limit: FEW, ...(q && { q }) }, signal);
      return {
        choices: data.documents.map((one): Choice => ({ id: one.id, label: `${documents.kind[one.kind]} ${one.number}`, detail: plainDate(one.issuedOn) })),
        more: data.next !== null,
      };
    },
    contract: async (q, signal) => {
      const { data } = await supplyApi.contracts({ limit: FEW, ...(q && { q }) }, signal);
      return { choices: data.contracts.map((one): Choice => ({ id: one.id, label: `${one.product}, ${one.number}` })), more: data.next !== null };
    },
    point: async (q, signal) => {
      const { data } = await supplyApi.points({ limit: FEW, ...(q && { q }) }, signal);
      return {
        choices: data.points.map((one): Choice => ({ id: one.id, label: one.name ?? one.address, detail: `PPE ${one.ppe}` })),
        more: data.next !== null,
      };
    },
  };
  return (
    <Combobox
      id={fieldId(name)}
      label={text.asks[name]}
      words={text.pick}
      chosen={id ? { id, label: values.asked?.[name] ?? "" } : undefined}
      search={search[name]}
      onChoose={(choice) =>
        onChange({
          about: { ...about, [IDS[name]]: choice?.id ?? null },
          asked: { ...values.asked, [name]: choice?.label ?? "" },
        })
      }
    />
  );
}

const MONTHS = 24;

/** This month and those before it, `2026-11` first. */
function lastMonths(): string[] {
  const { year, month } = warsawTime(new Date(serverNow()));
  return Array.from({ length: MONTHS }, (_, back) => {
    const at = year * 12 + month - 1 - back;
    return `${Math.floor(at / 12)}-${`0${(at % 12) + 1}`.slice(-2)}`;
  });
}

/** `2026-11` as `11.2026`. */
export function monthName(month: string): string {
  const [year = "", which = ""] = month.split("-");
  return `${which}.${year}`;
}

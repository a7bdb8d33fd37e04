import type { Offered } from "../../../api/tickets";
import { Field, fieldId } from "../../../components/field";
import { plainDate } from "../../../i18n/format";
import { useTicketsText } from "../text";

/** The callback of the form; times that are no longer offered become the first that is. */
export function callOf(asked: Record<string, string>, { days, hours }: Offered["callback"]) {
  const one = (wanted: string | undefined, offered: string[]) => (wanted && offered.indexOf(wanted) >= 0 ? wanted : (offered[0] ?? ""));
  return { phone: (asked["phone"] ?? "").trim(), day: one(asked["day"], days), hours: one(asked["hours"], hours) };
}

/** The fault code of a telephone number; the portal validates again. */
export function phoneFault(phone: string | undefined): string | undefined {
  const digits = (phone ?? "").replace(/\D/g, "").length;
  return digits >= 9 && digits <= 15 ? undefined : "phone_invalid";
}

interface CallbackFieldsProps {
  offered: Offered["callback"];
  asked: Record<string, string>;
  error: string | undefined;
  onSay: (answers: Record<string, string>) => void;
}

export function CallbackFields({ offered, asked, error, onSay }: CallbackFieldsProps) {
  const text = useTicketsText();
  const call = callOf(asked, offered);
  return (
    <>
      <Field
        name="asked"
        label={text.asks.phone}
        value={asked["phone"] ?? ""}
        autocomplete="tel"
        error={error}
        onValue={(phone) => onSay({ phone })}
      />
      <p class="field filter">
        <label for={fieldId("day")}>{text.asks.day}</label>
        <select id={fieldId("day")} value={call.day} onChange={({ currentTarget }) => onSay({ day: currentTarget.value })}>
          {offered.days.map((day) => (
            <option key={day} value={day}>
              {plainDate(day)}
            </option>
          ))}
        </select>
      </p>
      <p class="field filter">
        <label for={fieldId("hours")}>{text.asks.hours}</label>
        <select id={fieldId("hours")} value={call.hours} onChange={({ currentTarget }) => onSay({ hours: currentTarget.value })}>
          {offered.hours.map((hours) => (
            <option key={hours} value={hours}>
              {hoursName(hours)}
            </option>
          ))}
        </select>
      </p>
    </>
  );
}

/** `10-12` as `10:00–12:00`. */
export function hoursName(hours: string): string {
  return hours.replace(/\d+/g, (hour) => `${hour}:00`).replace("-", "–");
}

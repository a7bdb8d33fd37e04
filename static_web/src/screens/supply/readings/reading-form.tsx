import { useRef } from "preact/hooks";

import { faultText } from "../../../api/failure";
import { serverNow } from "../../../api/server-clock";
import { type ReadingPage, supplyApi } from "../../../api/supply";
import { Button } from "../../../components/button";
import { ErrorSummary } from "../../../components/error-summary";
import { Field } from "../../../components/field";
import { useForm } from "../../../components/form";
import { Tile } from "../../../components/tile";
import { grouped, plainDate } from "../../../i18n/format";
import { useText } from "../../../i18n/text";
import { randomKey } from "../../../rules/amount";
import { warsawDate } from "../days";
import { useSupplyText } from "../text";
import { zoneName } from "../zones/zone-name";
import { PhotoField } from "./photo-field";
import { type ReadingValues, readingFaults, readingOf } from "./reading";
import type { PhotoOfReading } from "./use-photo";

interface ReadingFormProps {
  id: string;
  page: ReadingPage;
  photo: PhotoOfReading;
  /** Called once the reading is stored, with its id. */
  onSent: (reading: string | null) => void;
}

/** The form for a reading by the customer. Unlikely values need a confirmation, but are not refused. */
export function ReadingForm({ id, page: { last, zones, nextOn }, photo, onSent }: ReadingFormProps) {
  const text = useSupplyText();
  const words = useText();
  const registers = zones.length > 0 ? zones : ["całodobowa"];
  const today = warsawDate(serverNow());
  const form = useForm<ReadingValues>({ takenOn: today, note: "" }, (values) => readingFaults(values, registers));
  const key = useRef(randomKey());
  const asked = form.failure?.code === "reading_unlikely";
  const send = (confirmed: boolean) =>
    form.send(async (values) => {
      const { data } = await supplyApi.sendReading(id, { ...readingOf(values, registers), confirmed }, key.current);
      key.current = randomKey();
      onSent(data.id);
    });
  const set = (name: string, value: string) => {
    key.current = randomKey();
    form.set(name, value);
  };
  const fault = (name: string) => {
    const code = form.faults[name];
    return code ? faultText(words, code) : undefined;
  };
  const labels: Record<string, string> = { takenOn: text.readings.takenOn, states: text.readings.formTitle };
  registers.forEach((zone) => {
    labels[`states.${zone}`] = label(zone);
  });
  function label(zone: string): string {
    return registers.length > 1 ? text.readings.stateOf(zoneName(text.zones, zone)) : text.readings.state;
  }
  return (
    <Tile title={text.readings.formTitle}>
      <p>
        {text.readings.lead} {nextOn && text.readings.nextOn(plainDate(nextOn))}
      </p>
      <form
        class="narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send(false);
        }}
      >
        <ErrorSummary labels={labels} faults={form.faults} failure={form.failure} sendings={form.sendings} />
        <p class="filter">
          <label for="field-takenOn">{text.readings.takenOn}</label>
          <input
            id="field-takenOn"
            type="date"
            max={today}
            value={form.values["takenOn"] ?? ""}
            aria-describedby={fault("takenOn") && "takenOn-error"}
            onChange={({ currentTarget }) => set("takenOn", currentTarget.value)}
          />
          {fault("takenOn") && (
            <span class="field-error" id="takenOn-error">
              {fault("takenOn")}
            </span>
          )}
        </p>
        {registers.map((zone) => {
          const before = last?.states.filter((state) => state.zone === zone)[0];
          return (
            <Field
              key={zone}
              name={`states.${zone}`}
              label={label(zone)}
              hint={before && last ? text.readings.before(`${grouped(before.kwh)}\u00a0kWh`, plainDate(last.takenOn)) : text.readings.wholeKwh}
              inputMode="numeric"
              maxLength={14}
              value={form.values[`states.${zone}`] ?? ""}
              error={fault(`states.${zone}`)}
              onValue={(value) => set(`states.${zone}`, value)}
            />
          );
        })}
        <Field
          name="note"
          label={text.readings.note}
          note={text.readings.optional}
          required={false}
          maxLength={1000}
          value={form.values["note"] ?? ""}
          onValue={(value) => set("note", value)}
        />
        <PhotoField id="photo" photo={photo} onChoose={photo.choose} />
        <div class="actions">
          {asked ? (
            <Button busy={form.busy} busyLabel={text.readings.busy} onClick={() => void send(true)}>
              {text.readings.confirm}
            </Button>
          ) : (
            <Button type="submit" busy={form.busy} busyLabel={text.readings.busy}>
              {text.readings.submit}
            </Button>
          )}
        </div>
      </form>
    </Tile>
  );
}

import type { NewReading } from "../../../api/supply";

/** The fields of the form: `takenOn`, `note`, and `states.<zone>` for each register. */
export type ReadingValues = Record<string, string>;

/** A register's state as typed, in whole kWh; undefined where it is no such number. */
export function stateOf(typed: string | undefined): number | undefined {
  const digits = (typed ?? "").replace(/[\s\u00a0]/g, "");
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined;
}

export function readingFaults(values: ReadingValues, registers: string[]): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!/^\d{4}-\d\d-\d\d$/.test(values["takenOn"] ?? "")) faults["takenOn"] = "day_out_of_range";
  registers.forEach((zone) => {
    const typed = values[`states.${zone}`];
    if (!typed || !typed.trim()) faults[`states.${zone}`] = "zones_do_not_match";
    else if (stateOf(typed) === undefined) faults[`states.${zone}`] = /^[\d\s\u00a0]+$/.test(typed) ? "too_many_digits" : "not_whole_kwh";
  });
  return faults;
}

export function readingOf(values: ReadingValues, registers: string[]): NewReading {
  const note = (values["note"] ?? "").trim();
  return {
    takenOn: values["takenOn"] ?? "",
    states: registers.map((zone) => ({ zone, kwh: stateOf(values[`states.${zone}`]) ?? 0 })),
    confirmed: false,
    ...(note && { note }),
  };
}

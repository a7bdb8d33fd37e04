import type { Language } from "../i18n/language";

const CATALOGUES = import.meta.glob<Record<string, object>>(["../i18n/??.ts", "../screens/**/text/??.ts"], { eager: true });

/** Arguments for texts that are functions: numbers or dates; for others by name. */
const BLANKS: unknown[][] = [[5, 5, 5], ["2026-10-25", "2026-11-25", "2026-12-25"]];
const BLANKS_OF: Record<string, unknown[]> = {
  used: ["2026", 412_000, -8.2, true],
  usedInMonth: ["2026-10", 412_000, 8.2, false],
  usedOnDay: ["2026-10-25", 12_400],
  spans: [[{ from: 22, to: 6 }, { from: 13, to: 15 }]],
  daysOf: [["saturday", "sunday", "holiday"]],
  monthsOf: [[10, 11, 12, 1, 2, 3]],
};

/** All texts of a language by their paths: those of the frame and of every area. */
export function catalogues(language: Language): [string, string][] {
  return Object.keys(CATALOGUES)
    .filter((file) => file.endsWith(`/${language}.ts`))
    .flatMap((file) => sentences(CATALOGUES[file]?.[language] ?? {}, `${file.replace(/^.*screens\/|\/text\/.*$|^\.\.\/|\/..\.ts$/g, "")}.`));
}

/** All texts of a catalogue, functions called with arguments. */
export function sentences(branch: object, path = ""): [string, string][] {
  return Object.entries(branch).flatMap(([key, value]): [string, string][] => {
    const here = `${path}${key}`;
    const blanks = BLANKS_OF[key];
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") return [[here, said(here, value as Say, blanks ? [blanks] : BLANKS)]];
    return sentences(value as object, `${here}.`);
  });
}

type Say = (...blanks: unknown[]) => string;

function said(path: string, say: Say, [first, ...others]: unknown[][]): string {
  if (!first) throw new Error(`${path} takes none of the blanks`);
  try {
    return String(say(...first));
  } catch {
    return said(path, say, others);
  }
}

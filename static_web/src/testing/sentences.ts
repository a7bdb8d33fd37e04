import type { Language } from "../i18n/language";

const CATALOGUES = import.meta.glob<Record<string, object>>(["../i18n/??.ts", "../screens/*/text/??.ts"], { eager: true });

/** What a sentence with blanks may want in them: numbers, dates, a list. */
const BLANKS: unknown[][] = [[5, 5], ["2026-10-25", "2026-11-25"], [[]]];

/** Every sentence of a language by its path: those of the frame and of every area. */
export function catalogues(language: Language): [string, string][] {
  return Object.keys(CATALOGUES)
    .filter((file) => file.endsWith(`/${language}.ts`))
    .flatMap((file) => sentences(CATALOGUES[file]?.[language] ?? {}, `${file.replace(/^.*screens\/|\/text\/.*$|^\.\.\/|\/..\.ts$/g, "")}.`));
}

/** Every sentence of a catalogue, its blanks filled by what it takes, or by `blanks` of its name. */
export function sentences(branch: object, path = "", blanks: Record<string, unknown[]> = {}): [string, string][] {
  return Object.entries(branch).flatMap(([key, value]): [string, string][] => {
    const here = `${path}${key}`;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") return [[here, said(here, value as Say, blanks[here] ? [blanks[here]] : BLANKS)]];
    return sentences(value as object, `${here}.`, blanks);
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

import type { Language } from "../i18n/language";

const CATALOGUES = import.meta.glob<Record<string, object>>(["../i18n/??.ts", "../screens/*/text/??.ts"], { eager: true });

/** Every sentence of a language by its path: those of the frame and of every area. */
export function catalogues(language: Language): [string, string][] {
  return Object.keys(CATALOGUES)
    .filter((file) => file.endsWith(`/${language}.ts`))
    .flatMap((file) => sentences(CATALOGUES[file]?.[language] ?? {}, `${file.replace(/^.*screens\/|\/text\/.*$|^\.\.\/|\/..\.ts$/g, "")}.`));
}

/** Every sentence of a catalogue, those with blanks filled by 5. */
export function sentences(branch: object, path = ""): [string, string][] {
  return Object.entries(branch).flatMap(([key, value]): [string, string][] => {
    const here = `${path}${key}`;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") return [[here, String((value as (...blanks: number[]) => string)(5, 5))]];
    return sentences(value as object, `${here}.`);
  });
}

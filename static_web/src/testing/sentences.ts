/** Every sentence of a catalogue, those with blanks filled by 5. */
export function sentences(branch: object, path = ""): [string, string][] {
  return Object.entries(branch).flatMap(([key, value]): [string, string][] => {
    const here = `${path}${key}`;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") return [[here, String((value as (...blanks: number[]) => string)(5, 5))]];
    return sentences(value as object, `${here}.`);
  });
}

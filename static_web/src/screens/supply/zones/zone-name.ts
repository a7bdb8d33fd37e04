/** The translation of a zone's name; unknown ones stay as billing names them. */
export function zoneName({ names }: { names: Record<string, string> }, zone: string): string {
  const key = zone.toLowerCase().replace(/ł/g, "l").replace(/ó/g, "o").replace(/[\s-]+/g, "_");
  return Object.prototype.hasOwnProperty.call(names, key) ? (names[key] ?? zone) : zone;
}

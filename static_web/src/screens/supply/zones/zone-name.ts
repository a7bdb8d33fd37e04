/** A zone in the words of the language; a name nobody has translated stays as the billing system gives it. */
export function zoneName({ names }: { names: Record<string, string> }, zone: string): string {
  const key = zone.toLowerCase().replace(/ł/g, "l").replace(/ó/g, "o").replace(/[\s-]+/g, "_");
  return Object.prototype.hasOwnProperty.call(names, key) ? (names[key] ?? zone) : zone;
}

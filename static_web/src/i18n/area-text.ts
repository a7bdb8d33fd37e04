import type { Language } from "./language";
import { useLanguage } from "./text";

/** A hook for the catalogue of an area in the chosen language; the type of the Polish one is that of all. */
export function areaText<Catalogue>(catalogues: Record<Language, Catalogue>): () => Catalogue {
  return () => catalogues[useLanguage().language];
}

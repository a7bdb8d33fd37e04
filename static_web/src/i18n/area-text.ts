import type { Language } from "./language";
import { useLanguage } from "./text";

/** A hook that hands out an area's words in the chosen language; the type of the Polish ones says what all must hold. */
export function areaText<Catalogue>(catalogues: Record<Language, Catalogue>): () => Catalogue {
  return () => catalogues[useLanguage().language];
}

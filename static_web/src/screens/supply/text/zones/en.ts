import type { zones as polish } from "./pl";

/** The English names of the zones of a tariff. */
export const zones: typeof polish = {
  calodobowa: "all day",
  dzienna: "day",
  nocna: "night",
  szczytowa: "peak",
  pozaszczytowa: "off-peak",
  dzienna_szczytowa: "day peak",
  dzienna_pozaszczytowa: "day off-peak",
  szczyt_przedpoludniowy: "morning peak",
  szczyt_popoludniowy: "afternoon peak",
  pozostale: "other hours",
  zalecany_pobor: "use recommended",
  zalecane_ograniczanie: "saving recommended",
};

/** The Polish names of the zones of a tariff. */
export const zones = {
  calodobowa: "całodobowa",
  dzienna: "dzienna",
  nocna: "nocna",
  szczytowa: "szczytowa",
  pozaszczytowa: "pozaszczytowa",
  dzienna_szczytowa: "dzienna szczytowa",
  dzienna_pozaszczytowa: "dzienna pozaszczytowa",
  szczyt_przedpoludniowy: "szczyt przedpołudniowy",
  szczyt_popoludniowy: "szczyt popołudniowy",
  pozostale: "pozostałe godziny",
  zalecany_pobor: "zalecany pobór",
  zalecane_ograniczanie: "zalecane ograniczanie",
};

import type { zones as polish } from "./pl";

/** The Ukrainian names of the zones of a tariff. */
export const zones: typeof polish = {
  calodobowa: "цілодобова",
  dzienna: "денна",
  nocna: "нічна",
  szczytowa: "пікова",
  pozaszczytowa: "позапікова",
  dzienna_szczytowa: "денна пікова",
  dzienna_pozaszczytowa: "денна позапікова",
  szczyt_przedpoludniowy: "ранковий пік",
  szczyt_popoludniowy: "вечірній пік",
  pozostale: "решта годин",
  zalecany_pobor: "рекомендоване споживання",
  zalecane_ograniczanie: "рекомендоване заощадження",
};

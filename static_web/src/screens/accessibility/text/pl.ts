import { portal } from "brand:core";

/** The Polish words of the accessibility statement. */
export const pl = {
  title: "Deklaracja dostępności",
  lead: (operator: string) => `${operator} chce, żeby z ${portal} mógł skorzystać każdy. Stosujemy wytyczne WCAG 2.2 na poziomie AA.`,
  how: "Co działa",
  can: [
    "Wszystko zrobisz samą klawiaturą; widać, gdzie jesteś.",
    "Czytniki ekranu odczytują każdy ekran, a obok każdego wykresu jest tabela.",
    "Tekst możesz powiększyć do 200 %, a kolor nigdy nie jest jedyną informacją.",
  ],
  not: "Co jeszcze nie działa",
  cannot: `Faktury w PDF pochodzą z systemu rozliczeniowego i nie wszystkie mają strukturę dla czytników ekranu. Najważniejsze dane faktury przeczytasz na jej stronie w ${portal}.`,
  complain: "Coś Ci przeszkadza?",
  complainText: "Napisz albo zadzwoń: powiedz, którego ekranu to dotyczy i co się dzieje. Odpowiemy w 14 dni. Jeśli nie zgadzasz się z odpowiedzią, możesz złożyć skargę do Prezesa Zarządu PFRON.",
  reviewed: (date: string) => `Przegląd deklaracji: ${date}.`,
};

export type AccessibilityCatalogue = typeof pl;

/** The Polish vocative of common first names only, because a wrong form is worse than none. */
const VOCATIVES: Record<string, string> = {
  Adam: "Adamie", Adrian: "Adrianie", Agata: "Agato", Agnieszka: "Agnieszko", Aleksandra: "Aleksandro",
  Alicja: "Alicjo", Andrzej: "Andrzeju", Aneta: "Aneto", Anna: "Anno", Antoni: "Antoni", Barbara: "Barbaro",
  Bartosz: "Bartoszu", Beata: "Beato", Bożena: "Bożeno", Dariusz: "Dariuszu", Dawid: "Dawidzie",
  Danuta: "Danuto", Dorota: "Doroto", Elżbieta: "Elżbieto", Ewa: "Ewo", Ewelina: "Ewelino", Filip: "Filipie",
  Grażyna: "Grażyno", Grzegorz: "Grzegorzu", Halina: "Halino", Henryk: "Henryku", Irena: "Ireno",
  Iwona: "Iwono", Jacek: "Jacku", Jadwiga: "Jadwigo", Jakub: "Jakubie", Jan: "Janie", Janina: "Janino",
  Janusz: "Januszu", Jerzy: "Jerzy", Joanna: "Joanno", Jolanta: "Jolanto", Józef: "Józefie", Julia: "Julio",
  Justyna: "Justyno", Kacper: "Kacprze", Kamil: "Kamilu", Karolina: "Karolino", Katarzyna: "Katarzyno",
  Kazimierz: "Kazimierzu", Kinga: "Kingo", Krystyna: "Krystyno", Krzysztof: "Krzysztofie", Lena: "Leno",
  Łucja: "Łucjo", Łukasz: "Łukaszu", Maciej: "Macieju", Magdalena: "Magdaleno", Małgorzata: "Małgorzato", Marcin: "Marcinie",
  Marek: "Marku", Maria: "Mario", Mariusz: "Mariuszu", Marta: "Marto", Martyna: "Martyno",
  Mateusz: "Mateuszu", Michał: "Michale", Monika: "Moniko", Natalia: "Natalio", Oliwia: "Oliwio",
  Patryk: "Patryku", Paulina: "Paulino", Paweł: "Pawle", Piotr: "Piotrze", Rafał: "Rafale",
  Renata: "Renato", Robert: "Robercie", Ryszard: "Ryszardzie", Sebastian: "Sebastianie",
  Stanisław: "Stanisławie", Stefan: "Stefanie", Sylwia: "Sylwio", Szymon: "Szymonie", Tadeusz: "Tadeuszu",
  Teresa: "Tereso", Tomasz: "Tomaszu", Urszula: "Urszulo", Wanda: "Wando", Wiesław: "Wiesławie",
  Wiktoria: "Wiktorio", Wojciech: "Wojciechu", Zbigniew: "Zbigniewie", Zdzisław: "Zdzisławie",
  Zofia: "Zofio", Zuzanna: "Zuzanno",
};

export function vocative(firstName: string): string | undefined {
  return VOCATIVES[firstName];
}

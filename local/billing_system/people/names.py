"""Polish names, streets and towns for invented people. Surnames and streets are paired in their right forms."""

from typing import NamedTuple

FEMALE = (
    "Anna", "Maria", "Katarzyna", "Małgorzata", "Agnieszka", "Barbara", "Ewa", "Krystyna", "Elżbieta", "Zofia",
    "Teresa", "Joanna", "Magdalena", "Monika", "Danuta", "Beata", "Aleksandra", "Dorota", "Halina", "Irena",
    "Jadwiga", "Grażyna", "Natalia", "Justyna", "Karolina", "Paulina", "Sylwia", "Iwona", "Weronika", "Łucja",
)  # fmt: skip
MALE = (
    "Piotr", "Krzysztof", "Andrzej", "Tomasz", "Jan", "Paweł", "Michał", "Marcin", "Stanisław", "Jakub",
    "Adam", "Marek", "Łukasz", "Grzegorz", "Mateusz", "Wojciech", "Mariusz", "Dariusz", "Zbigniew", "Rafał",
    "Jerzy", "Maciej", "Tadeusz", "Robert", "Kamil", "Józef", "Ryszard", "Sławomir", "Świętosław", "Bartłomiej",
)  # fmt: skip
SURNAMES = (
    ("Nowak", "Nowak"), ("Wójcik", "Wójcik"), ("Kowalczyk", "Kowalczyk"), ("Woźniak", "Woźniak"),
    ("Mazur", "Mazur"), ("Krawczyk", "Krawczyk"), ("Kaczmarek", "Kaczmarek"), ("Zając", "Zając"),
    ("Król", "Król"), ("Wróbel", "Wróbel"), ("Stępień", "Stępień"), ("Dudek", "Dudek"), ("Pawlak", "Pawlak"),
    ("Sikora", "Sikora"), ("Walczak", "Walczak"), ("Bąk", "Bąk"), ("Gołąb", "Gołąb"), ("Źrebiec", "Źrebiec"),
    ("Kowalska", "Kowalski"), ("Wiśniewska", "Wiśniewski"), ("Kamińska", "Kamiński"),
    ("Lewandowska", "Lewandowski"), ("Zielińska", "Zieliński"), ("Szymańska", "Szymański"),
    ("Dąbrowska", "Dąbrowski"), ("Kozłowska", "Kozłowski"), ("Jankowska", "Jankowski"),
    ("Wojciechowska", "Wojciechowski"), ("Grabowska", "Grabowski"), ("Pawłowska", "Pawłowski"),
    ("Jabłońska", "Jabłoński"), ("Majewska", "Majewski"), ("Olszewska", "Olszewski"), ("Rutkowska", "Rutkowski"),
    ("Ostrowska", "Ostrowski"), ("Górska", "Górski"), ("Brzęczyszczykiewicz", "Brzęczyszczykiewicz"),
    ("Cicha", "Cichy"), ("Wesoła", "Wesoły"), ("Zawadzka", "Zawadzki"), ("Błaszczyk", "Błaszczyk"),
    ("Maciejewska-Żak", "Maciejewski-Żak"), ("Śliwa", "Śliwa"), ("Żurek", "Żurek"),
)  # fmt: skip
STREETS = (
    "Lipowa", "Ogrodowa", "Słoneczna", "Krótka", "Szkolna", "Brzozowa", "Polna", "Leśna", "Kwiatowa", "Akacjowa",
    "Mickiewicza", "Kościuszki", "Sienkiewicza", "Żeromskiego", "Piłsudskiego", "Moniuszki", "Dąbrowskiego",
    "Wyspiańskiego", "Łąkowa", "Źródlana", "Świerkowa", "Żwirki i Wigury", "Jaśminowa", "Topolowa", "Różana",
    "al. Niepodległości", "al. Jana Pawła II", "pl. Wolności", "os. Bolesława Chrobrego", "os. Tysiąclecia",
)  # fmt: skip
TRADES = (
    "Piekarnia", "Drukarnia", "Stolarnia", "Gospodarstwo Ogrodnicze", "Przychodnia", "Hurtownia", "Pracownia",
    "Warsztat Samochodowy", "Apteka", "Restauracja", "Zakład Ślusarski", "Biuro Projektów", "Kawiarnia",
)  # fmt: skip
TRADE_NAMES = (
    "Kłos", "Złoty Róg", "Pod Lipą", "Jaskółka", "Bursztyn", "Zdrój", "Źródło", "Żubr", "Wiarus", "Bajka",
    "Ostoja", "Halny", "Sokół", "Wrzos", "Mazowsze", "Pomorzanka", "Ćwik i Synowie", "Świt",
)  # fmt: skip
COMPANY_FORMS = ("sp. z o.o.", "S.A.", "sp. j.", "sp.k.")


class Operator(NamedTuple):
    """A distribution company: its short name, the GS1 number its points begin with and where its prices lie (1 = the
    mean). All of them have the same emergency number."""

    name: str
    company: str
    price: float
    code: str
    emergency_phone: str = "991"


STOEN = Operator("Stoen Operator Sp. z o.o.", "5903801", 0.92, "STOEN")
TAURON = Operator("TAURON Dystrybucja S.A.", "5903224", 1.0, "TAURON")
ENEA = Operator("ENEA Operator Sp. z o.o.", "5903106", 1.04, "ENEA")
ENERGA = Operator("ENERGA-OPERATOR S.A.", "5902438", 1.1, "ENERGA")
PGE = Operator("PGE Dystrybucja S.A.", "5905435", 1.07, "PGE")
OPERATORS = (STOEN, TAURON, ENEA, ENERGA, PGE)


class Town(NamedTuple):
    """A town, the first two digits of its postal codes, the range of the other three, and who brings energy."""

    name: str
    postal: str
    codes: range
    operator: Operator


TOWNS = (
    Town("Warszawa", "02", range(1, 980), STOEN),
    Town("Warszawa", "04", range(1, 990), STOEN),
    Town("Kraków", "31", range(1, 990), TAURON),
    Town("Wrocław", "53", range(1, 680), TAURON),
    Town("Gliwice", "44", range(100, 122), TAURON),
    Town("Częstochowa", "42", range(200, 229), TAURON),
    Town("Opole", "45", range(1, 960), TAURON),
    Town("Poznań", "61", range(1, 899), ENEA),
    Town("Szczecin", "71", range(1, 899), ENEA),
    Town("Bydgoszcz", "85", range(1, 899), ENEA),
    Town("Zielona Góra", "65", range(1, 960), ENEA),
    Town("Gdańsk", "80", range(1, 890), ENERGA),
    Town("Gdynia", "81", range(1, 650), ENERGA),
    Town("Toruń", "87", range(100, 119), ENERGA),
    Town("Olsztyn", "10", range(1, 960), ENERGA),
    Town("Łódź", "90", range(1, 770), PGE),
    Town("Lublin", "20", range(1, 880), PGE),
    Town("Rzeszów", "35", range(1, 899), PGE),
    Town("Białystok", "15", range(1, 899), PGE),
    Town("Ćmielów", "27", range(440, 441), PGE),
)
TAX_OFFICES = (
    "521", "525", "526", "676", "677", "894", "897", "631", "573", "754",
    "778", "779", "851", "554", "929", "583", "586", "879", "739", "712",
)  # fmt: skip

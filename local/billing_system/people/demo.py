"""The demo people: the same in every world, whatever its seed, with stories counted back from its first day."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from local.billing_system.energy.market import QUARTERS_SINCE
from local.billing_system.numbers import document_number
from local.billing_system.people import names
from local.billing_system.people.demo_plans import a_business, a_contract, a_point, an_individual
from local.billing_system.plans import FIRST_DAY, CustomerPlan, PointPlan, Quirks, Turn
from local.billing_system.prices.tariffs import DYNAMIC
from shared.billing_contract import Address
from shared.working_days import plus_months

PEOPLE_FILE = Path(__file__).resolve().parents[2] / "demo_people.json"
PLACES = range(10)
CO_OPERATIVE = 5
SHOWS = (
    "zapłata: jedna faktura do zapłaty za kilka dni i jedna starsza, zapłacona w części",
    "nadpłata, fotowoltaika i dane 15-minutowe",
    "kilka umów i punktów poboru, korekta, nota odsetkowa, umowa zakończona, KSeF (przyjęte, czekające, offline)",
    "nowy klient z niepodpisaną umową, jeszcze bez faktur",
    "nic do zapłaty",
    "spółdzielnia mieszkaniowa z 1200 punktami poboru",
    "wyprowadził się: umowa zakończona, punkt poboru ma już kto inny",
    "przejęła punkt poboru w środku miesiąca, potem nowy licznik i zmiana grupy taryfowej",
    "ceny dynamiczne z giełdy i dane 15-minutowe",
    "fotowoltaika na dawnych zasadach (opusty, net-metering)",
)


def demo_plan(place: int, made_on: date) -> CustomerPlan:
    """Return the demo customer at this place, whose newest invoice was issued about a week before `made_on`."""
    return _MAKERS[place](place, min((made_on - timedelta(days=7)).day, 28), made_on)


def demo_people() -> list[dict[str, Any]]:
    """Return what the committed `local/demo_people.json` holds; it is the same on every day.

    The number of the newest invoice on a world's first day is fixed by who the customer is, not by the calendar.
    """
    people: list[dict[str, Any]] = []
    for place in PLACES:
        plan = demo_plan(place, FIRST_DAY)
        customer = plan.customer
        signed = [contract for contract in plan.contracts if contract.signed_on]
        name = customer.company_name or f"{customer.first_name} {customer.last_name}"
        people.append(
            {
                "kind": customer.kind,
                "name": name,
                **({"pesel": customer.pesel} if customer.pesel else {"nip": customer.nip}),
                "customerNumber": customer.customer_number,
                "documentNumber": document_number("FE", place, 500) if signed else plan.contracts[0].number,
                "email": customer.email,
                "shows": SHOWS[place],
            }
        )
    return people


def write_people(file: Path = PEOPLE_FILE) -> None:
    """Write the committed file anew."""
    file.write_text(json.dumps(demo_people(), ensure_ascii=False, indent=2) + "\n")


def _owes(place: int, issue_day: int, made_on: date) -> CustomerPlan:
    home = Address(street="ul. Lipowa", building="14", flat="7", postal_code="53-124", city="Wrocław")
    customer = an_individual(
        place, "Anna", "Wiśniewska", date(1986, 5, 17), "anna.wisniewska@example.com", home, female=True
    )
    point = a_point(place, 0, home, "G11", 2_140, operator=names.TAURON, finest="day", previous_ppe="PL0037120045811")
    contract = a_contract(place, 0, issue_day, (point,), "G11", "Prąd dla domu")
    quirks = Quirks(unpaid=frozenset({0}), partly=frozenset({-1}))
    return CustomerPlan(place, customer, (contract,), "on_time", quirks, by_chance=False)


def _prosumer(place: int, issue_day: int, made_on: date) -> CustomerPlan:
    home = Address(street="ul. Słoneczna", building="3", postal_code="61-441", city="Poznań")
    customer = an_individual(
        place, "Tomasz", "Zieliński", date(1979, 11, 2), "tomasz.zielinski@example.com", home, female=False
    )
    point = a_point(
        place,
        0,
        home,
        "G12w",
        5_400,
        operator=names.ENEA,
        finest="quarter_hour",
        power_kw=14.0,
        prosumer_kwp=6.2,
        prosumer_since=date(2023, 5, 1),
        profile="heated_home",
    )
    contract = a_contract(place, 0, issue_day, (point,), "G12w", "Zielony dom")
    quirks = Quirks(twice=frozenset({0}))
    return CustomerPlan(place, customer, (contract,), "on_time", quirks, by_chance=False)


def _company(place: int, issue_day: int, made_on: date) -> CustomerPlan:
    seat = Address(street="ul. Młyńska", building="22", postal_code="31-469", city="Kraków")
    shop = Address(street="ul. Długa", building="5", postal_code="31-147", city="Kraków")
    store = Address(street="ul. Magazynowa", building="1A", postal_code="44-109", city="Gliwice")
    customer = a_business(place, "Piekarnia „Złoty Kłos” sp. z o.o.", "676", "biuro.zlotyklos@example.com", seat)
    tauron = names.TAURON
    points = (
        a_point(
            place,
            0,
            seat,
            "C12a",
            41_000,
            operator=tauron,
            finest="quarter_hour",
            power_kw=40.0,
            name="Piekarnia",
            profile="bakery",
            multiplier=20,
        ),
        a_point(place, 1, shop, "C12a", 9_200, operator=tauron, finest="day", power_kw=16.0, name="Sklep przy Długiej"),
        a_point(place, 2, shop, "C12a", 5_100, operator=tauron, finest="day", power_kw=12.0, name="Kawiarnia"),
    )
    warehouse = a_point(
        place, 100, store, "C11", 12_400, operator=tauron, finest="reading", power_kw=25.0, name="Magazyn"
    )
    kiosk = a_point(place, 200, shop, "C11", 2_300, operator=tauron, finest="reading", power_kw=5.0, name="Kiosk")
    contracts = (
        a_contract(place, 0, issue_day, points, "C12a", "Prąd dla firmy", due_days=21, newest_in_ksef="offline"),
        a_contract(
            place,
            1,
            max(1, issue_day - 2),
            (warehouse,),
            "C11",
            "Firma stała cena",
            due_days=21,
            distribution=False,
            newest_in_ksef="slow",
        ),
        a_contract(place, 2, 12, (kiosk,), "C11", "Prąd dla firmy", due_days=21, ends_on=date(2025, 6, 30)),
    )
    quirks = Quirks(late=frozenset({-2}), corrected=frozenset({-3}))
    return CustomerPlan(place, customer, contracts, "on_time", quirks, by_chance=False)


def _newcomer(place: int, issue_day: int, made_on: date) -> CustomerPlan:
    home = Address(street="ul. Żeglarska", building="8", flat="21", postal_code="81-302", city="Gdynia")
    customer = an_individual(
        place, "Łucja", "Dąbrowska", date(2001, 8, 24), "lucja.dabrowska@example.com", home, female=True
    )
    offer = a_contract(place, 0, issue_day, (), "G12", "Stała cena 24", signed=False)
    return CustomerPlan(place, customer, (offer,), "on_time", by_chance=False)


def _settled(place: int, issue_day: int, made_on: date) -> CustomerPlan:
    home = Address(street="os. Bolesława Chrobrego", building="31", flat="112", postal_code="61-681", city="Poznań")
    customer = an_individual(
        place, "Stanisław", "Woźniak", date(1954, 2, 9), "stanislaw.wozniak@example.com", home, female=False
    )
    point = a_point(
        place,
        0,
        home,
        "G12",
        1_480,
        operator=names.ENEA,
        finest="reading",
        power_kw=4.0,
        phases=1,
        digits=5,
        register_from=98_700,
        meter_clock="CET",
        holidays="unknown",
    )
    contract = a_contract(
        place,
        0,
        issue_day,
        (point,),
        "G12",
        "Stała cena 24",
        starts_on=date(2019, 6, 1),
        fixed_price_until=made_on + timedelta(days=44),
    )
    return CustomerPlan(place, customer, (contract,), "on_time", by_chance=False)


def _co_operative(place: int, issue_day: int, made_on: date) -> CustomerPlan:
    seat = Address(street="ul. Spółdzielcza", building="1", postal_code="90-212", city="Łódź")
    customer = a_business(
        place, "Spółdzielnia Mieszkaniowa „Nad Źródłem”", "725", "administracja.nadzrodlem@example.com", seat
    )
    staircases = tuple(
        a_point(
            place,
            i,
            Address(
                street=f"ul. {names.STREETS[i // 48]}", building=str(i % 48 + 1), postal_code="90-215", city="Łódź"
            ),
            "C11",
            700 + i * 37 % 900,
            operator=names.PGE,
            finest="month",
            power_kw=5.0,
            name=f"Klatka schodowa {i + 1}",
            profile="lights",
        )
        for i in range(1_150)
    )
    pumps = tuple(
        a_point(
            place,
            2_000 + i,
            Address(street="ul. Źródlana", building=str(i + 1), postal_code="90-217", city="Łódź"),
            "C12a",
            6_000 + i * 211 % 4_000,
            operator=names.PGE,
            finest="month",
            power_kw=16.0,
            name=f"Hydrofornia {i + 1}",
        )
        for i in range(50)
    )
    contracts = (
        a_contract(place, 0, issue_day, staircases, "C11", "Firma stała cena", due_days=21),
        a_contract(place, 1, issue_day, pumps, "C12a", "Prąd dla firmy", due_days=21),
    )
    return CustomerPlan(place, customer, contracts, "debit", by_chance=False)


MOVED_MONTHS_AGO = 4
"""So many months before the world's first day one customer left a point in mid-month and another took it over."""


def _moved_flat(place: int, made_on: date) -> tuple[PointPlan, date]:
    """Return the point that passed from one demo customer to another, and the first day of the other's."""
    flat = Address(street="ul. Kasztanowa", building="9", flat="4", postal_code="02-601", city="Warszawa")
    moved = plus_months(made_on.replace(day=1), -MOVED_MONTHS_AGO).replace(day=15)
    turns = (
        Turn(moved),
        Turn(plus_months(moved, 1).replace(day=9), meter_number="90871147"),
        Turn(plus_months(moved, 2).replace(day=20), tariff="G12"),
    )
    point = a_point(6, 0, flat, "G11", 2_760, operator=names.STOEN, finest="day", power_kw=9.0, turns=turns)
    return replace(point, twin=(6, 0)), moved


def _moved_out(place: int, issue_day: int, made_on: date) -> CustomerPlan:
    home = Address(street="ul. Rybacka", building="2", postal_code="11-500", city="Giżycko")
    customer = an_individual(
        place, "Michał", "Górski", date(1991, 3, 30), "michal.gorski@example.com", home, female=False
    )
    point, moved = _moved_flat(place, made_on)
    contract = a_contract(place, 0, issue_day, (point,), "G11", "Prąd dla domu", ends_on=moved - timedelta(days=1))
    return CustomerPlan(place, customer, (contract,), "on_time", by_chance=False)


def _moved_in(place: int, issue_day: int, made_on: date) -> CustomerPlan:
    point, moved = _moved_flat(place, made_on)
    customer = an_individual(
        place, "Oksana", "Szewczenko", date(1994, 12, 5), "oksana.szewczenko@example.com", point.address, female=True
    )
    contract = a_contract(place, 0, issue_day, (point,), "G11", "Prąd dla domu", starts_on=moved)
    return CustomerPlan(place, customer, (contract,), "on_time", by_chance=False)


def _dynamic(place: int, issue_day: int, made_on: date) -> CustomerPlan:
    home = Address(street="ul. Cicha", building="27", postal_code="20-078", city="Lublin")
    customer = an_individual(
        place, "Zofia", "Kamińska", date(1988, 7, 12), "zofia.kaminska@example.com", home, female=True
    )
    point = a_point(place, 0, home, "G11", 4_300, operator=names.PGE, finest="quarter_hour", power_kw=11.0)
    contract = a_contract(place, 0, issue_day, (point,), "G11", DYNAMIC, starts_on=QUARTERS_SINCE)
    return CustomerPlan(place, customer, (contract,), "on_time", by_chance=False)


def _net_metering(place: int, issue_day: int, made_on: date) -> CustomerPlan:
    home = Address(street="ul. Sadowa", building="5", postal_code="35-322", city="Rzeszów")
    customer = an_individual(
        place, "Marek", "Jankowski", date(1971, 4, 3), "marek.jankowski@example.com", home, female=False
    )
    point = a_point(
        place,
        0,
        home,
        "G11",
        3_900,
        operator=names.PGE,
        finest="day",
        power_kw=12.0,
        prosumer_kwp=3.3,
        prosumer_since=date(2020, 6, 1),
        discount_ratio="0.8",
    )
    contract = a_contract(place, 0, issue_day, (point,), "G11", "Prąd dla domu", starts_on=date(2019, 10, 1))
    return CustomerPlan(place, customer, (contract,), "on_time", by_chance=False)


_MAKERS = (
    _owes,
    _prosumer,
    _company,
    _newcomer,
    _settled,
    _co_operative,
    _moved_out,
    _moved_in,
    _dynamic,
    _net_metering,
)

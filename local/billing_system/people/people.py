"""The ordinary customers, made one by one from the seed and their place."""

from datetime import date, timedelta

from local.billing_system.numbers import (
    customer_number,
    document_number,
    make_account,
    make_nip,
    make_pesel,
    make_ppe,
    noise,
)
from local.billing_system.people import names
from local.billing_system.people.consents import consents, delivery
from local.billing_system.plans import FIRST_DAY, ContractPlan, CustomerPlan, Habit, PointPlan, month_start
from local.billing_system.prices.tariffs import Tariff
from shared.billing_contract import Address, Customer

HABITS: tuple[Habit, ...] = (
    "on_time", "on_time", "on_time", "on_time", "debit", "debit", "late", "partial", "forgetful", "overpays",
)  # fmt: skip
HOMES: tuple[Tariff, ...] = ("G11", "G11", "G11", "G12", "G12w")
FIRMS: tuple[Tariff, ...] = ("C11", "C11", "C12a")
PRODUCTS = {"G": ("Prąd dla domu", "Stała cena 24", "Zielony dom"), "C": ("Prąd dla firmy", "Firma stała cena")}


class Chance:
    """Repeatable choices for one customer: the same question always has the same answer."""

    def __init__(self, seed: int, place: int) -> None:
        self._seed = seed
        self._place = place
        self._asked = 0

    def share(self) -> float:
        """Return the next number in [0, 1)."""
        self._asked += 1
        return noise(self._seed, self._place, self._asked)

    def number(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.share() * (high - low + 1))

    def one[T](self, choices: tuple[T, ...]) -> T:
        """Return one of the choices."""
        return choices[int(self.share() * len(choices))]

    def happens(self, probability: float) -> bool:
        """Return True with this probability."""
        return self.share() < probability


def ordinary(seed: int, place: int) -> CustomerPlan:
    """Return the customer at this place of the world."""
    chance = Chance(seed, place)
    individual = chance.happens(0.8)
    town = chance.one(names.TOWNS)
    address = make_address(chance, town, flat=individual and chance.happens(0.6))
    customer = make_individual(chance, place, address) if individual else make_business(chance, place, address)
    habit = chance.one(HABITS)
    contracts = [make_contract(chance, place, 0, address, town.operator, individual=individual)]
    if chance.happens(0.08):
        other = make_address(chance, town, flat=individual)
        contracts.append(make_contract(chance, place, 1, other, town.operator, individual=individual))
    if chance.happens(0.06):
        contracts.append(_offer(contracts[0], place, len(contracts)))
    return CustomerPlan(place, customer, tuple(contracts), habit)


def make_address(chance: Chance, town: names.Town, *, flat: bool) -> Address:
    """Return an invented address in the town."""
    code = town.codes[int(chance.share() * len(town.codes))]
    street = chance.one(names.STREETS)
    return Address(
        street=street if street[:3] in {"al.", "pl.", "os."} else f"ul. {street}",
        building=f"{chance.number(1, 118)}{chance.one(('', '', '', 'A', 'B'))}",
        flat=str(chance.number(1, 96)) if flat else None,
        postal_code=f"{town.postal}-{code:03d}",
        city=town.name,
    )


def make_individual(chance: Chance, place: int, address: Address) -> Customer:
    """Return an invented private customer with a valid PESEL."""
    female = chance.happens(0.52)
    first = chance.one(names.FEMALE if female else names.MALE)
    last = chance.one(names.SURNAMES)[0 if female else 1]
    born = date(1948, 1, 1) + timedelta(days=place * 7_919 % 20_000)
    serial = (place // 20_000 * 777 + place % 20_000 * 31) % 5_000 * 2
    plain = f"{first}.{last}".translate(_PLAIN).lower()
    return Customer(
        kind="individual",
        first_name=first,
        last_name=last,
        pesel=make_pesel(born, serial, female=female),
        customer_number=customer_number(place),
        email=f"{plain}.{place}@example.com" if chance.happens(0.8) else None,
        phone=_phone(chance) if chance.happens(0.9) else None,
        address=address,
        delivery=delivery(electronic=chance.happens(0.7)),
        consents=consents(marketing=chance.happens(0.3)),
    )


def make_business(chance: Chance, place: int, address: Address) -> Customer:
    """Return an invented company with a valid NIP."""
    office = names.TAX_OFFICES[(place * 7 + place // 10**5) % len(names.TAX_OFFICES)]
    company = f"{chance.one(names.TRADES)} „{chance.one(names.TRADE_NAMES)}” {chance.one(names.COMPANY_FORMS)}"
    return Customer(
        kind="business",
        company_name=company,
        nip=make_nip(office, place * 104_729 % 10**5),
        customer_number=customer_number(place),
        email=f"biuro.{place}@example.com",
        phone=_phone(chance),
        address=address,
        delivery=delivery(electronic=True),
        consents=consents(marketing=chance.happens(0.3)),
    )


def make_contract(
    chance: Chance, place: int, serial: int, address: Address, operator: names.Operator, *, individual: bool
) -> ContractPlan:
    """Return a contract with its points: most run since before the data begins, some began or ended later."""
    tariff = chance.one(HOMES if individual else FIRMS)
    starts_on = date(2016 + chance.number(0, 7), chance.number(1, 12), 1)
    if chance.happens(0.15):
        starts_on = month_start(chance.number(1, 18))
    ends_on = None
    if chance.happens(0.08) and starts_on < FIRST_DAY:
        ends_on = month_start(chance.number(6, 20)) - timedelta(days=1)
    count = 1 if individual or not chance.happens(0.25) else chance.number(2, 5)
    remote = chance.happens(0.5)
    points = tuple(
        make_point(chance, place, serial * 100 + i, address, operator, tariff, remote=remote) for i in range(count)
    )
    return ContractPlan(
        serial=serial,
        number=document_number("U", place, serial),
        product=chance.one(PRODUCTS[tariff[0]]),
        tariff=tariff,
        account=make_account(place, serial),
        points=points,
        signed_on=starts_on - timedelta(days=chance.number(12, 40)),
        starts_on=starts_on,
        ends_on=ends_on,
        cycle=1 if remote and chance.happens(0.3) else 2,
        issue_day=chance.number(3, 24),
        due_days=14 if individual else 21,
        distribution=individual or chance.happens(0.6),
    )


def make_point(
    chance: Chance,
    place: int,
    serial: int,
    address: Address,
    operator: names.Operator,
    tariff: Tariff,
    *,
    remote: bool,
) -> PointPlan:
    """Return a metering point; a household's now and then has solar panels."""
    household = tariff.startswith("G")
    finest = chance.one(("month", "month", "day", "day", "quarter_hour")) if remote else "reading"
    width = 17 - len(operator.company)
    prosumer = household and remote and chance.happens(0.25)
    return PointPlan(
        serial=serial,
        ppe=make_ppe(operator.company, (place * 1_000 + serial) * 70_321 % 10**width),
        address=address,
        operator=operator,
        tariff=tariff,
        meter_number=f"{chance.number(10_000_000, 98_999_999)}",
        yearly_kwh=chance.number(900, 5_200) if household else chance.number(2_500, 38_000),
        power_kw=float(chance.number(4, 16)) if household else float(chance.number(10, 40)),
        finest=finest,  # type: ignore[arg-type]
        previous_ppe=f"PL{chance.number(10**11, 10**12 - 1)}" if chance.happens(0.3) else None,
        prosumer_kwp=chance.number(30, 100) / 10 if prosumer else 0.0,
        profile="home" if household else "firm",
        phases=3 if chance.happens(0.7) else 1,
    )


def _offer(contract: ContractPlan, place: int, serial: int) -> ContractPlan:
    """Return an unsigned contract that would follow this one at the same points."""
    return ContractPlan(
        serial=serial,
        number=document_number("U", place, serial),
        product="Cena dynamiczna" if contract.points[0].remote else "Stała cena 24",
        tariff=contract.tariff,
        account=make_account(place, serial),
        points=(),
        signed_on=None,
        starts_on=FIRST_DAY,
    )


def _phone(chance: Chance) -> str:
    return f"+48{chance.number(500, 899)}{chance.number(0, 999_999):06d}"


_PLAIN = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")

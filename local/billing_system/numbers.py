"""Numbers of the invented world: repeatable chance, opaque ids and identifiers with valid checksums."""

import base64
import hashlib
import random
from datetime import date
from typing import Literal, NamedTuple, get_args

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from stdnum import ean
from stdnum.pl import nip as nip_number
from stdnum.pl import pesel as pesel_number

Thing = Literal[
    "customer", "balance", "contract", "point", "invoice", "correction", "interest", "payment", "usage",
    "reading", "deposit", "price_list", "market_prices",
]  # fmt: skip
THINGS: tuple[Thing, ...] = get_args(Thing)

BANK = "19990004"
"""Sort code of an invented bank; the eighth digit is its check digit (weights 3 9 7 1 3 9 7)."""

_MASK = 2**64 - 1


def noise(*parts: int) -> float:
    """Return a repeatable number in [0, 1) for these whole numbers (SplitMix64 over them)."""
    state = 0x9E3779B97F4A7C15
    for part in parts:
        state = (state ^ (part & _MASK)) * 0xBF58476D1CE4E5B9 & _MASK
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB & _MASK
        state ^= state >> 31
    return (state >> 11) / 2**53


def noises(count: int, *parts: int) -> list[float]:
    """Return so many repeatable numbers in [0, 1) for these whole numbers; quicker than one by one."""
    chance = random.Random(int(noise(*parts) * 2**53)).random
    return [chance() for _ in range(count)]


class Named(NamedTuple):
    """What an opaque id stands for: the customer's place, the kind of thing and its serial among them."""

    place: int
    thing: Thing
    serial: int


class Ids:
    """Opaque ids: one AES block each, so that no table is needed to find what an id names."""

    def __init__(self, seed: int) -> None:
        key = hashlib.blake2b(f"mojbok billing {seed}".encode(), digest_size=16).digest()
        self._cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305 - one block each, nothing secret

    def make(self, place: int, thing: Thing, serial: int = 0) -> str:
        """Return the id (22 characters of A-Z a-z 0-9 - _)."""
        block = THINGS.index(thing).to_bytes(2) + place.to_bytes(6) + serial.to_bytes(8)
        return base64.urlsafe_b64encode(self._cipher.encryptor().update(block))[:22].decode()

    def read(self, text: str) -> Named | None:
        """Return what the id names, or None where it is not one of this world's."""
        try:
            block = base64.urlsafe_b64decode(text + "==")
        except ValueError:
            return None
        if len(block) != 16:
            return None
        plain = self._cipher.decryptor().update(block)
        thing = int.from_bytes(plain[:2])
        if thing >= len(THINGS) or plain[2:4] != b"\0\0":
            return None
        named = Named(int.from_bytes(plain[2:8]), THINGS[thing], int.from_bytes(plain[8:]))
        return named if self.make(*named) == text else None


def customer_number(place: int) -> str:
    """Return the customer's number of 8 digits; neighbours' numbers lie far apart."""
    return f"{(place * 38_716_049 + 60_418_273) % 10**8:08d}"


def place_of_customer(number: str) -> int | None:
    """Return the place of the customer with this number, or None for what cannot be one."""
    if not (number.isascii() and number.isdigit() and len(number) == 8):
        return None
    return (int(number) - 60_418_273) * pow(38_716_049, -1, 10**8) % 10**8


def document_number(prefix: str, place: int, serial: int) -> str:
    """Return a document's number: a prefix and 12 digits that do not betray the customer."""
    once = f"{((place * 10**5 + serial) * 381_716_590_427 + 47_206_583_911) % 10**12:012d}"
    return f"{prefix}/{int(once[::-1]) * 729_403_518_119 % 10**12:012d}"


def make_pesel(born: date, serial: int, *, female: bool) -> str:
    """Return a valid PESEL; `serial` is below 10,000 and its last digit is made to fit the sex."""
    serial = serial - serial % 2 + (0 if female else 1)
    month = born.month + (20 if born.year >= 2000 else 0)
    body = f"{born.year % 100:02d}{month:02d}{born.day:02d}{serial:04d}"
    return body + str(pesel_number.calc_check_digit(body))


def make_nip(prefix: str, serial: int) -> str:
    """Return a valid NIP: the tax office's three digits, then `serial` (below 100,000) and what makes it valid."""
    for unit in range(10):
        for check in range(10):
            number = f"{prefix}{serial:05d}{unit}{check}"
            if nip_number.is_valid(number):
                return number
    raise ValueError("no NIP begins so")


def make_ppe(company: str, serial: int) -> str:
    """Return a metering point's GSRN of 18 digits from the operator's GS1 company number."""
    body = f"{company}{serial:0{17 - len(company)}d}"
    return body + str(ean.calc_check_digit(body))


def make_account(place: int, contract: int) -> str:
    """Return the contract's own bank account (NRB, 26 digits, ISO 7064 mod 97)."""
    body = f"{BANK}{((place * 100 + contract) * 7_316_082_193_451_667 + 2_410_553_187_620_894) % 10**16:016d}"
    return f"{98 - int(body + '252100') % 97:02d}{body}"


def make_ksef(seller_nip: str, day: date, serial: int) -> str:
    """Return a KSeF number: NIP, day, 12 hexadecimal digits and CRC-8 (0x07) over all before it."""
    head = f"{seller_nip}-{day:%Y%m%d}-{serial * 0x5DEECE66D % 16**12:012X}"
    return f"{head}-{crc8(head.encode('ascii')):02X}"


def crc8(content: bytes) -> int:
    """Return CRC-8 with polynomial 0x07 and initial value 0."""
    value = 0
    for byte in content:
        value ^= byte
        for _ in range(8):
            value = (value << 1 ^ 0x07 if value & 0x80 else value << 1) & 0xFF
    return value

"""The small values of the contract: ids, texts, money, energy.

Closed lists stand only where code decides by them. Where it does not, a `Word` says which values are known and
keeps any other as it came.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from stdnum.pl import nip as nip_number

from shared.json_model import RecordModel

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


class ContractModel(RecordModel):
    """What billing tells: fields that are not in the contract (yet) are ignored."""

    model_config = ConfigDict(extra="ignore")


def _text(longest: int, shortest: int = 1) -> StringConstraints:
    return StringConstraints(min_length=shortest, max_length=longest, pattern=r"^[^\x00-\x08\x0b-\x1f]*$")


def _one_line(value: object) -> object:
    """Control characters, line ends among them, as one space each; what a bank passes on is not to be refused."""
    return _CONTROLS.sub(" ", value).strip() if isinstance(value, str) else value


def _whole_nrb(value: str) -> str:
    if int(value[2:] + "2521" + value[:2]) % 97 != 1:
        raise ValueError("the check digits of the account are wrong")
    return value


def plain_nip(value: object) -> object:
    """A NIP as ten digits, without the country and separators people write into it."""
    return re.sub(r"^PL|[\s-]", "", value.strip().upper()) if isinstance(value, str) else value


def _valid_nip(value: str) -> str:
    if not nip_number.is_valid(value):
        raise ValueError("the check digit of the NIP is wrong")
    return value


OpaqueId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
ShortText = Annotated[str, _text(200)]
NumberText = Annotated[str, _text(256)]
"""A number of a document, or a reason: as long as KSeF takes them."""
LineText = Annotated[str, _text(512)]
"""The name of a line: as long as KSeF's P_7."""
LongText = Annotated[str, _text(4000)]
PaymentTitle = Annotated[str, BeforeValidator(_one_line), _text(512, shortest=0)]
"""A payment's title as the bank gave it, on one line; may be empty."""
Word = Annotated[str, _text(60)]
"""A value of an open list: known ones are named where it is used, others are shown as they are."""
Tariff = Word
"""A tariff group, e.g. G11, G12w, C12a, B21."""
ZoneName = Annotated[str, _text(60)]
"""A zone as billing calls it, e.g. `całodobowa`, `dzienna`, `nocna`, `szczytowa`, `pozaszczytowa`."""
Grosze = Annotated[int, Field(strict=True, ge=-(10**13), le=10**13)]
WattHours = Annotated[int, Field(strict=True, ge=0, le=10**15)]
Decimals = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,8})?$")]
"""An exact decimal number as text, with a point."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Nrb = Annotated[str, StringConstraints(pattern=r"^[0-9]{26}$"), AfterValidator(_whole_nrb)]
"""A Polish account number whose check digits are right."""
Nip = Annotated[str, BeforeValidator(plain_nip), AfterValidator(_valid_nip)]
Cursor = Annotated[int, Field(ge=0, le=2**53 - 1)]
ConsentKey = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9]{1,39}$")]

"""What the lists of contracts and points can be asked for."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.billing_contract import OpaqueId
from shared.json_model import JsonModel


class Listing(JsonModel):
    """A page of a list. `q` are beginnings of words, without regard to case and accents; `id` asks for just one."""

    q: Annotated[str, StringConstraints(max_length=60)] = ""
    id: OpaqueId | None = None
    after: Annotated[str | None, Field(max_length=800)] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class ContractListing(Listing):
    """`state` leaves only running or only ended contracts; unsigned ones are never listed."""

    state: Literal["active", "ended"] | None = None


class PointListing(Listing):
    """`q` may also be the last four digits of the PPE number, the present or the previous one, or any five and more,
    with or without spaces, dashes and the word itself."""

    contract: OpaqueId | None = None

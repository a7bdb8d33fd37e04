"""What every list of supply can be asked for."""

from typing import Annotated

from pydantic import Field, StringConstraints

from shared.billing_contract import OpaqueId
from shared.json_model import JsonModel


class Listing(JsonModel):
    """A page of a list. `q` are beginnings of words, without regard to case and accents; `id` asks for just one."""

    q: Annotated[str, StringConstraints(max_length=60)] = ""
    id: OpaqueId | None = None
    after: Annotated[str | None, Field(max_length=800)] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20

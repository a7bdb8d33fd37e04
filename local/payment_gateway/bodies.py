"""What Przelewy24's REST API v1 takes, under its own names."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Body(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class Registration(Body):
    """`POST transaction/register`: the fields the API requires, and the optional ones we look at."""

    merchantId: int  # noqa: N815
    posId: int  # noqa: N815
    sessionId: Annotated[str, Field(min_length=1, max_length=100)]  # noqa: N815
    amount: Annotated[int, Field(gt=0)]
    currency: Annotated[str, Field(pattern="^PLN$")]
    description: Annotated[str, Field(min_length=1, max_length=1024)]
    email: Annotated[str, Field(pattern=r"^\S+@\S+$", max_length=50)]
    country: Annotated[str, Field(min_length=2, max_length=2)]
    language: Annotated[str, Field(pattern="^(bg|cs|de|en|es|fr|hr|hu|it|nl|pl|pt|se|sk|ro)$")]
    urlReturn: Annotated[str, Field(pattern="^https?://", max_length=250)]  # noqa: N815
    sign: Annotated[str, Field(max_length=100)]
    urlStatus: Annotated[str, Field(pattern="^https?://", max_length=250)] | None = None  # noqa: N815
    client: Annotated[str, Field(max_length=40)] = ""
    timeLimit: Annotated[int, Field(ge=0, le=99)] = 0  # noqa: N815
    transferLabel: Annotated[str, Field(max_length=20, pattern=r"^[a-zA-Z0-9ęółśążźćńĘÓŁŚĄŻŹĆŃ ./\\:-]*$")] = ""  # noqa: N815


class Verification(Body):
    """`PUT transaction/verify`."""

    merchantId: int  # noqa: N815
    posId: int  # noqa: N815
    sessionId: str  # noqa: N815
    amount: int
    currency: str
    orderId: int  # noqa: N815
    sign: str


class BlikCharge(Body):
    """`POST paymentMethod/blik/chargeByCode`."""

    token: str
    blikCode: str  # noqa: N815


class Refund(Body):
    """One entry of `POST transaction/refund`."""

    orderId: int  # noqa: N815
    sessionId: str  # noqa: N815
    amount: Annotated[int, Field(gt=0)]


class Refunds(Body):
    """`POST transaction/refund`."""

    requestId: Annotated[str, Field(max_length=45)]  # noqa: N815
    refunds: Annotated[list[Refund], Field(min_length=1)]
    refundsUuid: Annotated[str, Field(max_length=35)]  # noqa: N815

"""Settings, from the environment. A start with a bad or missing one is refused with all faults listed."""

import base64
import os
from collections.abc import Iterable
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, SecretStr, ValidationError

from shared.production import production_faults

_PREFIX = "MOJBOK_"


def _key_bytes(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    try:
        key = base64.b64decode(str(value), validate=True)
    except ValueError:
        raise ValueError("must be base64") from None
    if len(key) < 32:
        raise ValueError("must hold at least 32 bytes")
    return key


type Network = IPv4Network | IPv6Network


def _networks(value: object) -> object:
    """`10.0.0.0/8, fd00::/8` as networks."""
    return tuple(ip_network(part.strip()) for part in value.split(",")) if isinstance(value, str) else value


_KeyBytes = Annotated[bytes, BeforeValidator(_key_bytes)]
Key = Annotated[_KeyBytes, Field(repr=False)]


def _named_keys(value: object) -> object:
    """`1:<base64> 2:<base64>` as keys by their names."""
    return dict(part.partition(":")[::2] for part in value.split()) if isinstance(value, str) else value


_PRIVATE = tuple(
    ip_network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "::1/128",
        "fc00::/7",
    )
)


class SettingsError(Exception):
    """The environment does not fit; the message names every fault, never a value."""


class DatabaseSettings(BaseModel):
    """Where the database is: all that an operator's command needs."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    cosmos_endpoint: HttpUrl
    cosmos_key: SecretStr | None = Field(default=None, description="the emulator only; in Azure an identity")
    cosmos_database: str = "mojbok"
    brand: str = Field(
        default="brand", description="folder with `brand.json` and what belongs to it: whose portal it is"
    )

    traces: Literal["off", "console", "otlp", "azure"] = Field(
        default="off", description="where traces go: OTLP by its own OTEL_EXPORTER_OTLP_ENDPOINT, Azure by identity"
    )
    traces_share: float = Field(default=1.0, ge=0, le=1, description="share of traces kept; log lines are all kept")


class Settings(DatabaseSettings):
    """Everything the application takes from outside, one field a variable `MOJBOK_<NAME>`."""

    environment: Literal["local", "test", "production"] = "production"
    portal_url: HttpUrl
    log_level: Literal["DEBUG", "INFO", "WARNING"] = "INFO"

    blob_endpoint: HttpUrl
    blob_key: SecretStr | None = Field(default=None, description="Azurite only; in Azure an identity")

    blob_links: bool = Field(
        default=True, description="browsers reach the Blob account, so archives are fetched there by signed links"
    )

    smtp_host: str
    smtp_port: int = 587
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_tls: bool = False
    mail_from: str = Field(
        default="", description="sender instead of the brand's, for a trial whose server may send for another only"
    )

    clamd_socket: str | None = Field(default=None, description="ClamAV's Unix socket; without one files stay unscanned")

    trusted_proxies: Annotated[tuple[Network, ...], BeforeValidator(_networks)] = Field(
        default=_PRIVATE,
        description="networks of the hops before us, whose entries of X-Forwarded-For are skipped",
    )

    client_address_header: str = Field(
        default="X-Forwarded-For", description="where the hop before us writes the client"
    )
    client_address_hops: int = Field(
        default=0, ge=0, le=5, description="public hops of ours right of the client, as Static Web Apps or Front Door"
    )
    request_limit: int = Field(
        default=300, ge=10, description="requests in five minutes by one session, or without one from one address"
    )

    billing_url: HttpUrl
    billing_token_authority: HttpUrl
    billing_token_ca_file: str | None = None
    billing_client_id: str
    billing_client_secret: SecretStr
    billing_scope: str

    staff_authority: HttpUrl | None = Field(
        default=None,
        description="Entra ID's address of the clerks' tenant, ending in its id (GUID); without one nobody signs in",
    )
    staff_ca_file: str | None = Field(default=None, description="the stand-in's certificate; in Azure none")
    staff_client_id: str = ""
    staff_client_secret: SecretStr = SecretStr("")

    access_log_days: int = Field(
        default=1095, ge=30, description="so many days customers can read who of the office looked at their things"
    )

    payment_url: HttpUrl
    payment_merchant_id: int
    payment_pos_id: int
    payment_crc: SecretStr = Field(description="signs what goes to and comes from the payment provider")
    payment_report_key: SecretStr = Field(description="the password of the payment provider's API")

    instalments_most_amount: int = Field(
        default=200_000, ge=0, description="grosze up to which instalments are offered at once; above a clerk decides"
    )
    instalments_most_parts: int = Field(default=6, ge=0, description="so many instalments are offered at once")
    later_date_most_days: int = Field(
        default=14, ge=0, description="so many days later an invoice may be paid without a clerk's decision"
    )
    orders_answer_days: int = Field(
        default=7, ge=1, description="days for billing to answer an order before the office and the customer are told"
    )

    lookup_key: Key = Field(description="HMAC key of lookup ids: PESEL, NIP, logins, customer numbers")
    lookup_key_id: str = Field(default="1", pattern="^[A-Za-z0-9-]{1,20}$", description="the name of the present key")
    former_lookup_keys: Annotated[dict[str, _KeyBytes], BeforeValidator(_named_keys)] = Field(
        default={}, repr=False, description="`<id>:<key> …`: lookup keys still looked under, never written any more"
    )
    pepper: Key = Field(description="HMAC key applied to passwords before argon2id")
    pepper_id: str = Field(default="1", pattern="^[A-Za-z0-9-]{1,20}$", description="the name of the present pepper")
    former_peppers: Annotated[dict[str, _KeyBytes], BeforeValidator(_named_keys)] = Field(
        default={}, repr=False, description="`<id>:<key> …`: peppers still read, never written any more"
    )

    sync_schedule: str = "0 */15 * * * *"
    sync_page: int = Field(default=500, ge=1, le=2000)
    freshness_schedule: str = "0 0 * * * *"
    expiry_schedule: str = "0 */5 * * * *"
    tickets_schedule: str = "30 */5 * * * *"
    mail_schedule: str = "*/30 * * * * *"
    reconcile_schedule: str = "30 * * * * *"
    reminder_schedule: str = "15 */10 * * * *"
    desk_schedule: str = "*/20 * * * * *"

    @property
    def peppers(self) -> dict[str, bytes]:
        """All peppers by their names, the present one among them."""
        return self.former_peppers | {self.pepper_id: self.pepper}

    @property
    def lookup_keys(self) -> tuple[bytes, ...]:
        """All lookup keys, the present one first; each once, also where a key was only given another name."""
        return tuple(dict.fromkeys([self.lookup_key, *self.former_lookup_keys.values()]))

    @property
    def portal_origin(self) -> str:
        return str(self.portal_url).rstrip("/")


@cache
def settings() -> Settings:
    """The settings of this process; raises SettingsError with all faults at the first call."""
    return _from_environment(Settings)


def brand_folder() -> str:
    """Where the brand is, though other settings may be missing or bad."""
    return os.environ.get(f"{_PREFIX}BRAND") or str(DatabaseSettings.model_fields["brand"].default)


def database_settings() -> DatabaseSettings:
    """As `settings`, where no more than the database is needed."""
    return _from_environment(DatabaseSettings)


def _from_environment[S: BaseModel](wanted: type[S]) -> S:
    given = {name: os.environ.get(_PREFIX + name.upper()) for name in wanted.model_fields}
    try:
        chosen = wanted.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise _error((str(fault["loc"][0]), fault["msg"]) for fault in error.errors()) from None
    if isinstance(chosen, Settings) and chosen.environment == "production":
        texts = {name: value for name, value in given.items() if value is not None}
        if faults := list(production_faults(dict(chosen), texts)):
            raise _error(faults)
    return chosen


def _error(faults: Iterable[tuple[str, str]]) -> SettingsError:
    lines = [f"  {_PREFIX}{name.upper()}: {fault}" for name, fault in faults]
    return SettingsError("The portal cannot start, the settings do not fit:\n" + "\n".join(lines))

"""What stands in `brand.json`. The JSON schema of editors (`brand/brand.schema.json`) is written from these classes."""

import re
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, ClassVar, Literal, Self
from unicodedata import normalize

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from stdnum.pl import regon as regon_number

from shared.identifiers import normalised_nip
from shared.json_model import Day, JsonModel
from shared.locale import Locale

FILE = "brand.json"
_COLOUR = r"^#[0-9A-Fa-f]{6}$"
_PHONE = r"^\+[0-9]{1,3}( ?[0-9]){7,12}$"
_BARE = r"[A-Za-z0-9_%+-]+(\.[A-Za-z0-9_%+-]+)*@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
_ADDRESS = rf"^{_BARE}$"
_SENDER = rf'^[^<>@"]+ <{_BARE}>$'
_LABEL = r"[^\s/?#@.\"<>]+"
_LINK = rf"^https://{_LABEL}(\.{_LABEL})+([/?#][^\s\"<>]*)?$"
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Control characters, and signs without width or that turn the direction of writing."""
_POSTCODE = r"^[0-9]{2}-[0-9]{3}$"
_KRS = r"^[0-9]{10}$"
_CLOCK = re.compile(r"^([0-9]|1[0-9]|2[0-3]):([0-5][0-9])$")


def _said(pattern: str, says: str) -> Any:
    """A text of that form; `says` is what to write instead of one that is not."""
    compiled = re.compile(pattern)

    def checked(value: object) -> object:
        if isinstance(value, str) and not compiled.search(value):
            raise ValueError(says)
        return value

    return BeforeValidator(checked)


def _nip(value: str) -> str:
    try:
        return normalised_nip(value)
    except ValueError:
        raise ValueError("is no NIP: its ten digits do not fit the check digit") from None


def _regon(value: str) -> str:
    if not regon_number.is_valid(value):
        raise ValueError("is no REGON: write its 9 or 14 digits; the last is a check digit")
    return value


def _time(value: object) -> object:
    if isinstance(value, str) and not _CLOCK.match(value):
        raise ValueError('is no time of day: write hours and minutes, as "8:00" or "17:30"')
    return value


def _inside(value: str) -> str:
    if Path(value).is_absolute() or ".." in Path(value).parts or "\\" in value:
        raise ValueError("must lie in the brand's folder: write its name there, with / between folders")
    return value


def _svg(value: str) -> str:
    if not value.lower().endswith(".svg"):
        raise ValueError(
            "must be an SVG, whose name ends in .svg: ask whoever drew the logo for it; a PNG or JPG in an SVG's place"
            " is blurred on a telephone"
        )
    return _inside(value)


_Colour = Annotated[
    str,
    _said(_COLOUR, 'is no colour: write # and six digits of 0-9 and A-F, as "#1A5FB4"; names as "blue" do not do'),
    StringConstraints(to_upper=True),
    WithJsonSchema({"type": "string", "pattern": _COLOUR, "format": "color"}),
]
_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]
_Mailbox = Annotated[
    str,
    _said(_ADDRESS, 'is no e-mail address: write it bare, as "bok@example.pl"'),
    StringConstraints(max_length=200),
    WithJsonSchema({"type": "string", "pattern": _ADDRESS}),
]
_Link = Annotated[
    str,
    _said(_LINK, 'is no address of a page: write it whole, as "https://www.example.pl/rodo"'),
    StringConstraints(max_length=300),
    WithJsonSchema({"type": "string", "pattern": _LINK}),
]
_Picture = Annotated[str, AfterValidator(_svg), WithJsonSchema({"type": "string", "pattern": r"\.svg$"})]
_File = Annotated[str, AfterValidator(_inside)]
_Time = Annotated[str, BeforeValidator(_time), WithJsonSchema({"type": "string", "pattern": _CLOCK.pattern})]


class _Part(JsonModel):
    model_config = ConfigDict(str_strip_whitespace=True)

    _LINES: ClassVar[bool] = False
    """Whether a text may have several lines."""

    @field_validator("*", mode="before")
    @classmethod
    def _can_be_seen(cls, value: object) -> object:
        if isinstance(value, str):
            told = value.strip().replace("\n", "" if cls._LINES else "\n")
            if found := _UNSEEN.search(told):
                what = "a line end" if found[0] in "\r\n" else f"a sign that cannot be seen (U+{ord(found[0]):04X})"
                raise ValueError(f"holds {what}: delete it")
        return value


class Colours(_Part):
    """The company's colours in one scheme. `make brand-check` says which do not reach the contrast of WCAG AA."""

    bar: _Colour = Field(description="ground of the navigation, the heads of mails and PDFs")
    bar_hover: _Colour = Field(description="the same under the pointer")
    on_bar: _Colour = Field(description="text on the bar")
    accent: _Colour = Field(description="the current place and the sign in mails, always on the bar; never text")
    action: _Colour = Field(description="buttons and links")
    action_hover: _Colour = Field(description="the same under the pointer")
    action_soft: _Colour = Field(description="pale ground of what is chosen")
    on_action: _Colour = Field(description="text on buttons")
    focus: _Colour = Field(description="the ring around what the keyboard is at")
    chart_a: _Colour = Field(description="first part of stacked charts")
    chart_b: _Colour = Field(description="second part of stacked charts")
    chart_c: _Colour = Field(description="third part of stacked charts")


class Schemes(_Part):
    light: Colours = Field(description="by day")
    dark: Colours = Field(description="where the device asks for dark")


class Logo(_Part):
    """SVG files beside `brand.json`, each with a viewBox, without scripts, styles and links to elsewhere."""

    light: _Picture = Field(description="the sign on the bar, by day; shown 32 px high")
    dark: _Picture = Field(description="the same in the dark scheme; may be the same file")
    square: _Picture = Field(description="square, with a ground of its own: browser tab, installed icon, PDFs")
    shows_name: bool = Field(
        default=False, description="true where the sign holds the name already, which then is not written beside it"
    )


class Hours(_Part):
    """When the telephone is answered, on working days."""

    opens: _Time = Field(description='as "8:00"')
    closes: _Time = Field(description='as "18:00", later than it opens')

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if _minutes(self.opens) >= _minutes(self.closes):
            raise ValueError(f"closes ({self.closes}) must be later than opens ({self.opens})")
        return self

    def __str__(self) -> str:
        return f"{self.opens}–{self.closes}"


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


class Contact(_Part):
    phone: Annotated[
        str,
        _said(_PHONE, 'is no telephone number: begin with + and the country, as "+48 22 123 45 67"'),
        WithJsonSchema({"type": "string", "pattern": _PHONE}),
    ] = Field(description="with the country's number and blanks where they are read")
    hours: Hours
    email_individual: _Mailbox = Field(description="for private customers")
    email_business: _Mailbox = Field(description="for firms")


class Company(_Part):
    """Who answers for the portal. What is null is shown nowhere; `make brand-check` says what the law asks for."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=100)] = Field(
        description="as registered, with its form: S.A., sp. z o.o."
    )
    street: _Line | None = Field(description="street and number of the seat")
    postcode: (
        Annotated[
            str,
            _said(_POSTCODE, 'is no postcode: write it as "00-526"'),
            WithJsonSchema({"type": "string", "pattern": _POSTCODE}),
        ]
        | None
    )
    city: _Line | None
    krs: (
        Annotated[
            str,
            _said(_KRS, "is no KRS number: write its ten digits, zeros in front included"),
            WithJsonSchema({"type": "string", "pattern": _KRS}),
        ]
        | None
    )
    court: _Line | None = Field(description="the court that keeps the register, with its division")
    nip: Annotated[str, AfterValidator(_nip)] | None
    regon: Annotated[str, AfterValidator(_regon)] | None
    capital: _Line | None = Field(description='share capital as it is written, as "24 000 000,00 zł, wpłacony"')

    @property
    def registers(self) -> str:
        """Seat and registration for the foot of screens; empty where nothing is known."""
        seat = " ".join(filter(None, [self.postcode, self.city]))
        named = [
            ("", self.street),
            ("", seat),
            ("", self.court),
            ("KRS ", self.krs),
            ("NIP ", self.nip),
            ("REGON ", self.regon),
            ("kapitał zakładowy ", self.capital),
        ]
        return ", ".join(f"{label}{value}" for label, value in named if value)


class Payee(_Part):
    """To whom transfers go; the account itself comes from billing, with each document."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=20)] = Field(
        description="on transfers and their codes: at most 20 characters, as banks cut it"
    )
    bank: _Line | None = Field(description="the bank of the account, shown below its number; null shows none")


class OldPortal(_Part):
    name: Annotated[str, StringConstraints(min_length=1, max_length=30)] = Field(
        description='as customers know it: "eBOK"'
    )
    url: _Link


class Said(_Part):
    """A text in the three languages; the Polish one is what counts."""

    _LINES = True

    pl: _Text
    en: _Text
    uk: _Text

    @property
    def of(self) -> dict[Locale, str]:
        return {"pl": self.pl, "en": self.en, "uk": self.uk}


def _fillable(said: Said) -> Said:
    for locale, text in said.of.items():
        try:
            fields = [field for field in Formatter().parse(text) if field[1] is not None]
        except ValueError:
            raise ValueError(f"{locale}: has a brace {{ or }} without its other one") from None
        known = "there are {name}, {phone} and {email}"
        if unknown := {str(field[1]) for field in fields} - {"name", "phone", "email"}:
            raise ValueError(f"{locale}: knows no {{{min(unknown)}}}; {known}")
        if any(form or conversion for _, _, form, conversion in fields):
            raise ValueError(f"{locale}: knows no : and ! in braces; {known}")
    return said


class Mail(_Part):
    sender: Annotated[
        str,
        _said(
            _SENDER,
            'is no sender: write the name and the address in angle brackets, as "Twój Prąd <bok@example.pl>"',
        ),
        StringConstraints(max_length=200),
    ] = Field(description='name and address that stand in "From"; its domain needs SPF and DKIM')
    footer: Annotated[Said, AfterValidator(_fillable)] = Field(
        description="at each mail's foot; {name}, {phone}, {email} are filled in"
    )


class Texts(_Part):
    """What only a law or this company decides."""

    call_costs: Said = Field(description="below the telephone number")
    identity: Said = Field(description="on the contact page: what we may ask a caller for")
    complaints: Said | None = Field(
        description="on the contact page: how a complaint is made and when it is answered; null shows none"
    )


class Legal(_Part):
    terms: _File = Field(description="file of the first terms of service; later ones are published without a release")
    privacy: _Link | None = Field(description="the page about personal data; null shows no link")
    accessibility_reviewed: Day | None = Field(description="the day the portal was last reviewed (YYYY-MM-DD)")


class Brand(_Part):
    """Everything that makes the portal one company's."""

    model_config = ConfigDict(title="The brand of a portal")

    schema_: str = Field(default="./brand.schema.json", alias="$schema", exclude=True)
    name: Annotated[
        str,
        _said(r"\w", "holds no letter and no digit, which it needs to be read aloud"),
        StringConstraints(min_length=2, max_length=30, pattern=r"^[^{}<>]+$"),
    ] = Field(description="the portal, as customers call it; it is never declined: „Konto w …”")
    short_name: Annotated[str, StringConstraints(min_length=2, max_length=12, pattern=r"^[^{}<>]+$")] = Field(
        description="below the installed icon and in front of the names of downloaded files"
    )
    logo: Logo
    colours: Schemes
    contact: Contact
    company: Company
    payee: Payee
    legal: Legal
    texts: Texts
    mail: Mail
    old_portal: OldPortal | None = Field(description="where older data is; null where there is no such place")
    first_day: Day = Field(description="the first day of the data (YYYY-MM-DD); there is nothing older here")
    pesel_sign_in: bool = Field(
        description="true: a PESEL is a login, and a chosen one is optional; false: private customers choose a login"
    )

    _folder: Path = PrivateAttr(default=Path())

    @property
    def folder(self) -> Path:
        return self._folder

    def found_in(self, folder: Path) -> Self:
        """The same, whose files are in that folder."""
        self._folder = folder
        return self

    @property
    def file_prefix(self) -> str:
        """What the names of downloaded files begin with: ASCII letters, digits and dashes."""
        plain = normalize("NFKD", self.short_name.replace("ł", "l").replace("Ł", "L"))
        return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-") or "bok"

    def text(self, file: str) -> str:
        """A file of the brand's folder, named by the brand."""
        return (self.folder / file).read_text("utf-8-sig")

    def email(self, kind: Literal["individual", "business"]) -> str:
        """The office of that kind of customers."""
        return self.contact.email_business if kind == "business" else self.contact.email_individual

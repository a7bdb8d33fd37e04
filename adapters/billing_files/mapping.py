"""The mapping file: which column of an export is which of our fields, in the retailer's words."""

import codecs
import tomllib
from datetime import datetime
from pathlib import Path, PurePath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from adapters.billing_files.fields import FIELDS
from shared.billing_contract.values import Nip


class MappingRefused(Exception):
    """The mapping can not be used; the message names the key and the reason."""


class Section(BaseModel):
    """One file: where it is, how it is written, and which column holds what.

    `nothing` are the signs by which the export says that there is nothing (`00.00.0000`, `NULL`), `digits` how long a
    number without a check digit is (`customer_number = 8`), so that lost noughts are seen.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    encoding: str | None = None
    day_format: str | None = None
    columns: dict[str, str]
    words: dict[str, dict[str, str]] = {}
    repair: list[str] = []
    nothing: list[str] = []
    digits: dict[str, Annotated[int, Field(ge=1, le=64)]] = {}

    @field_validator("file")
    @classmethod
    def _lies_in_the_folder(cls, value: str) -> str:
        if not value.strip() or PurePath(value).is_absolute() or ".." in PurePath(value).parts:
            raise ValueError("to ma być nazwa pliku w folderze eksportu, także ze znakiem * (faktury*.csv)")
        return value

    @field_validator("encoding")
    @classmethod
    def _is_an_encoding(cls, value: str) -> str:
        try:
            codecs.lookup(value).incrementaldecoder(errors="strict").decode(b"a")
        except (LookupError, TypeError, ValueError):
            raise ValueError(f"nie ma kodowania „{value}”; znane są np. cp1250, iso8859_2, utf-8") from None
        return value

    @field_validator("day_format")
    @classmethod
    def _writes_a_day(cls, value: str) -> str:
        some = datetime(2026, 11, 22)  # noqa: DTZ001 - a legal date has no zone
        try:
            right = datetime.strptime(f"{some:{value}}", value) == some  # noqa: DTZ007
        except ValueError:
            right = False
        if not right:
            raise ValueError(f"„{value}” nie jest zapisem daty; przykłady: %d.%m.%Y, %Y%m%d, %d/%m/%y")
        return value

    def files(self, folder: Path) -> list[Path]:
        """Return the files of this kind in a folder, by name."""
        return sorted(file for file in folder.glob(self.file) if file.is_file())


class Pdfs(BaseModel):
    """Where the documents' PDFs lie: every `*.pdf` under `folder` of the export, named by the document's number."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: str = "pdf"


class Mapping(BaseModel):
    """All files of an export. `company` keeps equal numbers of two companies apart, `secret` makes ids unguessable.

    A set is read when no file of it has changed for `quiet_seconds`, or when the file named by `ready` lies beside it.
    `seller_nip` is that of the company that issues the invoices: a KSeF number is told with it only. A full export that
    lacks more than the share `most_missing` of what was told before, of any kind, is refused.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    company: Annotated[str, Field(min_length=1)]
    secret: Annotated[str, Field(min_length=16)]
    ready: str | None = None
    quiet_seconds: Annotated[int, Field(ge=0, le=86_400)] = 60
    most_missing: Annotated[float, Field(ge=0, le=1)] = 0.05
    seller_nip: Nip | None = None
    pdfs: Pdfs | None = None
    files: dict[str, Section]

    @model_validator(mode="after")
    def _names_our_fields(self) -> "Mapping":
        for kind, section in self.files.items():
            if kind not in FIELDS:
                raise ValueError(f"files.{kind}: nie ma takiego rodzaju pliku; są: {', '.join(FIELDS)}")
            fields = FIELDS[kind]
            for name in [*section.columns, *section.words, *section.repair, *section.digits]:
                if name not in fields:
                    raise ValueError(f"files.{kind}.{name}: nie ma takiego pola")
            self._settings_have_a_meaning(kind, section)
            for name, field in fields.items():
                if field.required and name not in section.columns:
                    raise ValueError(f"files.{kind}.columns.{name}: brakuje kolumny")
                if field.type == "word" and name in section.columns:
                    self._words_are_ours(kind, name, section.words.get(name, {}), field.words)
        self._says_it_once()
        return self

    @classmethod
    def _settings_have_a_meaning(cls, kind: str, section: Section) -> None:
        """Each setting stands at a field that heeds it: one that did nothing would be trusted."""
        types = {name: field.type for name, field in FIELDS[kind].items()}
        for name, column in section.columns.items():
            if column == "?":
                raise ValueError(f"files.{kind}.columns.{name}: zamiast „?” wpisz nazwę kolumny")
        for setting, names, heeded in (
            ("words", section.words, {"word", "open_word", "yes", "vat_rate"}),
            ("repair", section.repair, {"pesel", "nip", "ppe", "account"}),
            ("digits", section.digits, {"text"}),
        ):
            for name in names:
                if types[name] not in heeded:
                    raise ValueError(f"files.{kind}.{setting}.{name}: to pole tak nie działa")
        for name, table in section.words.items():
            if types[name] == "yes":
                cls._words_are_ours(kind, name, table, ("yes", "no"))

    def _says_it_once(self) -> None:
        columns = {kind: section.columns for kind, section in self.files.items()}
        if "settlements" in columns and "invoice" in columns.get("payments", {}):
            raise ValueError(
                "files.payments.columns.invoice: rozliczenia podaje już files.settlements; usuń tę kolumnę"
            )
        if "ksef_number" in columns.get("invoices", {}) and self.seller_nip is None:
            raise ValueError("seller_nip: podaj NIP sprzedawcy, bo eksport ma numery KSeF")

    @staticmethod
    def _words_are_ours(kind: str, name: str, table: dict[str, str], ours: tuple[str, ...]) -> None:
        if not table:
            raise ValueError(f"files.{kind}.words.{name}: brakuje tabeli wartości ({', '.join(ours)})")
        for said, meant in table.items():
            if meant not in ours:
                raise ValueError(
                    f"files.{kind}.words.{name}: „{said}” → „{meant}”: powinno być jedno z: {', '.join(ours)}"
                )


def read_mapping(file: Path) -> Mapping:
    """Return the mapping in a TOML file. Raises MappingRefused."""
    try:
        return Mapping.model_validate(tomllib.loads(file.read_text("utf-8-sig")))
    except OSError as error:
        raise MappingRefused(f"nie można odczytać {file}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        utf_8 = "; zapisz go w UTF-8" if isinstance(error, UnicodeDecodeError) else ""
        raise MappingRefused(f"{file.name} nie jest poprawnym plikiem TOML: {error}{utf_8}") from None
    except ValidationError as error:
        raise MappingRefused("; ".join(map(_said, error.errors(include_url=False, include_input=False)))) from None


_REASONS = {
    "missing": "brakuje tego klucza",
    "extra_forbidden": "nie ma takiego klucza",
    "string_type": "to ma być tekst w cudzysłowie",
    "string_too_short": "tekst jest za krótki: ma mieć co najmniej {min_length} znaków",
    "int_type": "to ma być liczba bez cudzysłowu",
    "bool_type": "to ma być true albo false, bez cudzysłowu",
    "dict_type": "to ma być tabela",
    "model_type": "to ma być tabela",
    "list_type": "to ma być lista w nawiasach []",
}


def _said(fault: ErrorDetails) -> str:
    """Key and reason of what pydantic found."""
    key = ".".join(map(str, fault["loc"]))
    context = fault.get("ctx", {})
    known = _REASONS.get(fault["type"])
    reason = known.format_map(context) if known else str(context.get("error", fault["msg"]))
    return f"{key}: {reason}" if key else reason

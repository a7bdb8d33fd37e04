"""The mapping file: which column of an export is which of our fields, in the retailer's words."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from adapters.billing_files.fields import FIELDS
from shared.billing_contract.values import Nip


class MappingRefused(Exception):
    """The mapping can not be used; the message names the key and the reason."""


class Section(BaseModel):
    """One file: where it is, how it is written, and which column holds what."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    encoding: str | None = None
    day_format: str | None = None
    columns: dict[str, str]
    words: dict[str, dict[str, str]] = {}
    repair: list[str] = []


class Pdfs(BaseModel):
    """Where the documents' PDFs lie: every `*.pdf` under `folder` of the export, named by the document's number."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: str = "pdf"


class Mapping(BaseModel):
    """All files of an export. `company` keeps equal numbers of two companies apart, `secret` makes ids unguessable.

    A set is read when no file of it has changed for `quiet_seconds`, or when the file named by `ready` lies beside it.
    `seller_nip` is that of the company that issues the invoices: a KSeF number is told with it only.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    company: Annotated[str, Field(min_length=1)]
    secret: Annotated[str, Field(min_length=16)]
    ready: str | None = None
    quiet_seconds: Annotated[int, Field(ge=0, le=86_400)] = 60
    seller_nip: Nip | None = None
    pdfs: Pdfs | None = None
    files: dict[str, Section]

    @model_validator(mode="after")
    def _names_our_fields(self) -> "Mapping":
        for kind, section in self.files.items():
            if kind not in FIELDS:
                raise ValueError(f"files.{kind}: nie ma takiego rodzaju pliku; są: {', '.join(FIELDS)}")
            fields = FIELDS[kind]
            for name in [*section.columns, *section.words, *section.repair]:
                if name not in fields:
                    raise ValueError(f"files.{kind}.{name}: nie ma takiego pola")
            for name, field in fields.items():
                if field.required and name not in section.columns:
                    raise ValueError(f"files.{kind}.columns.{name}: brakuje kolumny")
                if field.type == "word" and name in section.columns:
                    self._words_are_ours(kind, name, section.words.get(name, {}), field.words)
        self._says_it_once()
        return self

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
        return Mapping.model_validate(tomllib.loads(file.read_text("utf-8")))
    except OSError as error:
        raise MappingRefused(f"nie można odczytać {file}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingRefused(f"{file.name} nie jest poprawnym plikiem TOML: {error}") from None
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        lines = [
            f"{'.'.join(map(str, fault['loc']))} {fault['msg']}".removeprefix(" Value error, ") for fault in faults
        ]
        raise MappingRefused("; ".join(lines)) from None

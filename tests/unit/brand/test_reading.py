"""A brand's file: what a stranger gets wrong in it is told by key, with what to write instead."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.brand.schema import schema
from shared.brand.model import FILE
from shared.brand.reading import BrandError, read

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "brand" / FILE).read_text("utf-8")


def refused(folder: Path, content: str | bytes) -> str:
    (folder / FILE).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BrandError) as caught:
        read(folder)
    return str(caught.value)


def with_change(change: Callable[[dict[str, Any]], object]) -> str:
    told = json.loads(TEXT)
    change(told)
    return json.dumps(told, ensure_ascii=False)


def put(path: str, value: object) -> Callable[[dict[str, Any]], object]:
    *parents, last = path.split(".")

    def change(told: dict[str, Any]) -> None:
        for part in parents:
            told = told[part]
        told[last] = value

    return change


def test_the_schema_of_editors_is_that_of_the_code() -> None:
    written = (ROOT / "brand" / "brand.schema.json").read_text("utf-8")
    assert written == schema(), "run `make brand-schema`"


def test_every_key_says_what_it_is_for_or_its_parts_do() -> None:
    told = json.loads(schema())
    for name, part in {"Brand": told, **told["$defs"]}.items():
        if name == "Said":
            continue
        silent = [key for key, field in part["properties"].items() if not _says(field, told["$defs"])]
        assert silent in ([], ["city"], ["postcode", "city", "krs", "nip", "regon"], ["url"]), (name, silent)


def _says(field: dict[str, Any], parts: dict[str, Any]) -> bool:
    return bool(field.get("description")) or "$ref" in field


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("colours.light.action", "blue", 'colours.light.action: is no colour: write # and six digits'),
        ("colours.dark.bar", "#05C", "colours.dark.bar: is no colour"),
        ("colours.dark.bar", 5, "colours.dark.bar: must be a text in quotation marks"),
        ("logo.light", "logo.png", "logo.light: must be an SVG"),
        ("logo.square", "../other/square.svg", "logo.square: must lie in the brand's folder"),
        ("contact.hours.opens", "8", 'contact.hours.opens: is no time of day: write hours and minutes, as "8:00"'),
        ("contact.hours.closes", "7:30", "contact.hours: closes (7:30) must be later than opens (8:00)"),
        ("contact.hours", "8-18", "contact.hours: must be an object with keys of its own, in { }"),
        ("contact.phone", "22 123 45 67", "contact.phone: is no telephone number: begin with + and the country"),
        ("contact.emailBusiness", "Biuro <bok@example.pl>", "contact.emailBusiness: is no e-mail address: write it"),
        ("company.nip", "1234567890", "company.nip: is no NIP: its ten digits do not fit the check digit"),
        ("company.regon", "123", "company.regon: is no REGON"),
        ("company.krs", "24", "company.krs: is no KRS number: write its ten digits"),
        ("company.postcode", "00526", 'company.postcode: is no postcode: write it as "00-526"'),
        ("payee.name", "Spółka o za długiej nazwie", "payee.name: is longer than 20 characters"),
        ("firstDay", "1.09.2024", "firstDay: is no day: write year, month and day"),
        ("peselSignIn", "nie", "peselSignIn: must be true or false, without quotation marks"),
        ("mail.sender", "bok@example.pl", "mail.sender: is no sender: write the name and the address in angle"),
        ("mail.footer.pl", "Zadzwoń: {telefon}", "mail.footer: pl: knows no {telefon}; there are {name}, {phone} and"),
        ("mail.footer.pl", "Zadzwoń: {phone", "mail.footer: pl: has a brace"),
        ("oldPortal.url", "www.example.pl", "oldPortal.url: is no address of a page: write it whole"),
        ("texts.callCosts", {"pl": "Bezpłatnie."}, "texts.callCosts.uk: is missing"),
        ("name", "A{b}", "name: holds a sign that cannot stand here"),
        ("name", "Mój\nPrąd", "name: holds a line end: delete it"),
        ("name", "Prąd\u202e", "name: holds a sign that cannot be seen (U+202E): delete it"),
        ("name", "⚡⚡", "name: holds no letter and no digit"),
        ("company.name", "Prąd\x00 S.A.", "company.name: holds a sign that cannot be seen (U+0000)"),
        ("contact.emailBusiness", "bok@example.pl.", "contact.emailBusiness: is no e-mail address"),
        ("contact.emailBusiness", "bok@example..pl", "contact.emailBusiness: is no e-mail address"),
        ("contact.emailBusiness", "żółw@example.pl", "contact.emailBusiness: is no e-mail address"),
        ("mail.sender", "Prąd\nBcc: x <bok@example.pl>", "mail.sender: holds a line end"),
        ("mail.sender", 'Nasz "Prąd" <bok@example.pl>', "mail.sender: is no sender"),
        ("mail.footer.pl", "{name:>999999999}", "mail.footer: pl: knows no : and ! in braces"),
        ("mail.footer.pl", "{phone!r}", "mail.footer: pl: knows no : and ! in braces"),
        ("legal.privacy", "javascript:alert(1)", "legal.privacy: is no address of a page"),
        ("legal.privacy", "http://www.example.pl/", "legal.privacy: is no address of a page"),
        ("legal.privacy", "https://www.example.pl@zly.example/", "legal.privacy: is no address of a page"),
        ("contact.fone", "+48 22 123 45 67", "contact.fone: is no key here: is phone meant?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_key_and_reason(tmp_path: Path, path: str, value: object, says: str) -> None:
    assert says in refused(tmp_path, with_change(put(path, value)))


def test_all_faults_are_told_at_once_and_a_missing_key_with_its_use(tmp_path: Path) -> None:
    def change(told: dict[str, Any]) -> None:
        del told["firstDay"], told["contact"]["phone"]

    said = refused(tmp_path, with_change(change))
    assert "firstDay: is missing; it says: the first day of the data" in said
    assert "contact.phone: is missing" in said


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('  "name"', '  // the name\n  "name"', "line 3, column 3: JSON has no comments: delete it"),
        ('"name": "mojBOK",', '"name": "mojBOK", # the name', "line 3, column 21: JSON has no comments: delete it"),
        ('"name": "mojBOK"', '"name": „mojBOK”', "line 3, column 11: write straight quotation marks"),
        ('"name": "mojBOK",', '"name": "mojBOK"', "line 4, column 3: a comma is missing in front of it"),
        ('"peselSignIn": true', '"peselSignIn": true,', "a comma with nothing behind it"),
        ('"peselSignIn": true', '"peselSignIn": True', "write true, false or null, in small letters"),
        ('"peselSignIn": true', '"peselSignIn": true, "peselSignIn": false', "peselSignIn: stands there twice"),
        ("Masz pytanie", "\nMasz pytanie", "a text ends in its own line"),
        (TEXT, "", "is empty"),
        (TEXT, "[]", "must be one object"),
    ],
)
def test_a_file_that_is_no_json_says_where_and_what_to_do(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in TEXT
    assert says in refused(tmp_path, TEXT.replace(old, new))


def test_a_file_of_another_encoding_says_so(tmp_path: Path) -> None:
    polish = "".join(sign for sign in TEXT if sign.encode("cp1250", "ignore"))
    assert "is not UTF-8: save the file with the encoding UTF-8" in refused(tmp_path, polish.encode("cp1250"))


def test_no_folder_and_a_file_in_its_place_are_told(tmp_path: Path) -> None:
    with pytest.raises(BrandError, match="there is no such file: a brand is a folder"):
        read(tmp_path / "none")
    (tmp_path / FILE).write_text(TEXT)
    with pytest.raises(BrandError, match=r"name the folder that holds brand\.json"):
        read(tmp_path / FILE)


def test_a_byte_order_mark_and_line_ends_of_windows_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert read(tmp_path).name == read(ROOT / "brand").name


def test_registers_are_told_in_one_line_and_names_of_files_are_plain(tmp_path: Path) -> None:
    def change(told: dict[str, Any]) -> None:
        told["shortName"] = "Żółw & Syn"
        told["company"] |= {"street": "ul. Cicha 1", "postcode": "80-001", "city": "Gdańsk", "krs": "0000000001"}

    (tmp_path / FILE).write_text(with_change(change))
    brand = read(tmp_path)
    assert brand.company.registers == "ul. Cicha 1, 80-001 Gdańsk, KRS 0000000001"
    assert brand.file_prefix == "zolw-syn"


def test_brackets_without_end_are_refused_too(tmp_path: Path) -> None:
    assert "brackets in brackets without end" in refused(tmp_path, "[" * 200_000)


def test_a_text_may_have_lines_and_any_alphabet(tmp_path: Path) -> None:
    told = {"pl": "Zażółć ⚡\n\ngęślą", "en": "Two\nlines", "uk": "Їжак"}
    (tmp_path / FILE).write_text(with_change(put("texts.complaints", told)), "utf-8")
    complaints = read(tmp_path).texts.complaints
    assert complaints is not None
    assert complaints.pl == told["pl"]

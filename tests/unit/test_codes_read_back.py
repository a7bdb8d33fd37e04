"""The codes on the screen, rendered and read by a scanner: the transfer's nine fields, KSeF's link."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from functions.billing.documents.ksef import verification_link
from functions.billing.paying import transfer_qr
from functions.billing.paying.transfer_qr import transfer_line
from functions.billing.qr import svg
from shared.billing_contract import Ksef
from tests.scanner import in_drawing

NRB = "61109010140000071219812874"
POLISH = "abcxyz ABCXYZ 0123456789 ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ .,-/&„”–'\"()|\t\n"
words = st.text(alphabet=POLISH, max_size=60)


def as_payee(monkeypatch: pytest.MonkeyPatch, name: str, nip: str) -> None:
    payee, company = SimpleNamespace(name=name), SimpleNamespace(nip=nip or None)
    monkeypatch.setattr(transfer_qr, "brand", lambda: SimpleNamespace(payee=payee, company=company))


def one_line(text: str) -> str:
    return " ".join(text.replace("|", " ").split())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=words, title=words, nip=st.sampled_from(["", "5252248481"]), amount=st.integers(1, 999_999_99))
@example(name="Zażółć Gęślą Jaźń SA", title="ĄĆĘŁŃÓŚŹŻ" * 4, nip="5252248481", amount=999_999_99)
@example(name="", title="", nip="", amount=1)
def test_a_scanner_reads_the_fields_of_the_recommendation(
    monkeypatch: pytest.MonkeyPatch, name: str, title: str, nip: str, amount: int
) -> None:
    as_payee(monkeypatch, name, nip)
    fields = in_drawing(svg(transfer_line(NRB, amount, title), "Kod")).split("|")
    assert len(fields) == 9
    assert fields[0] == nip
    assert fields[1] == "PL"
    assert fields[2] == NRB
    assert fields[3] == f"{amount:06}"
    assert fields[4] == one_line(name)[:20].rstrip()
    whole = one_line(title)
    assert fields[5] == whole if len(whole) <= 32 else len(fields[5]) <= 32
    assert fields[6:] == ["", "", ""]


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Z\u0307o\u0301łc\u0301", "Żółć"),
        ("o\u0301" * 30, "ó" * 30),
        ("FV 1\x00\x07\u200b2", "FV 1 2"),
        ("ŁÓDŹ 😀 2026", "ŁÓDŹ 😀 2026"),
    ],
)
def test_letters_are_whole_and_nothing_hidden_is_carried(
    monkeypatch: pytest.MonkeyPatch, title: str, read: str
) -> None:
    as_payee(monkeypatch, "Polenergia Obrót", "")
    assert in_drawing(svg(transfer_line(NRB, 1, title), "Kod")).split("|")[5] == read


@pytest.mark.parametrize("xml_sha256", ["00" * 32, "fb" * 32, "ff" * 32, "0123456789abcdef" * 4])
def test_a_scanner_reads_the_link_of_ksef(xml_sha256: str) -> None:
    ksef = Ksef(state="accepted", seller_nip="5252248481", xml_sha256=xml_sha256)
    link = verification_link(ksef, date(2026, 2, 3))
    assert link is not None
    assert in_drawing(svg(link, "Kod QR weryfikacji faktury w KSeF")) == link
    assert link.startswith("https://qr.ksef.mf.gov.pl/invoice/5252248481/03-02-2026/")


@pytest.mark.parametrize(
    "number", ["FE/357623408898", "FV/2026/11/000123", "KOR/1/2026", "12345678901234567890123456789012"]
)
def test_the_number_of_an_invoice_is_read_whole(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    """The demo's titles have 33 signs and more; the recommendation leaves 32."""
    as_payee(monkeypatch, "Polenergia Obrót", "5252248481")
    title = f"Opłata za energię elektryczną {number}"
    read = in_drawing(svg(transfer_line(NRB, 21840, title, number), "Kod")).split("|")[5]
    assert read.endswith(number)
    assert len(read) <= 32

"""The XML of an invoice, after the logical structure FA(3); `README.md` says how far.

Made anew whenever it is asked for: it says only what held on the day of issue, so it is always the same bytes.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from local.billing_system.seller import SELLER, SELLER_NIP
from shared.billing_contract import Customer, Document, Line
from shared.rendering.plain_text import printable

NAMESPACE = "http://crd.gov.pl/wzor/2025/06/25/13775/"
BEFORE, AFTER = " – przed korektą", " – po korekcie"
_SUMS = {"23": ("P_13_1", "P_14_1"), "8": ("P_13_2", "P_14_2"), "5": ("P_13_3", "P_14_3")}
_UNTAXED = {"0": "P_13_6_1", "zw": "P_13_7", "np": "P_13_8"}
_RATES = {"0": "0 KR", "np": "np I"}
_NOTHING_SPECIAL = (
    "<Adnotacje><P_16>2</P_16><P_17>2</P_17><P_18>2</P_18><P_18A>2</P_18A><Zwolnienie><P_19N>1</P_19N></Zwolnienie>"
    "<NoweSrodkiTransportu><P_22N>1</P_22N></NoweSrodkiTransportu><P_23>2</P_23><PMarzy><P_PMarzyN>1</P_PMarzyN>"
    "</PMarzy></Adnotacje>"
)


def invoice_xml(document: Document, buyer: Customer, corrected: Document | None = None) -> bytes:
    """Return the XML of an invoice or a correction, in UTF-8."""
    period = ""
    if document.period_from and document.period_to:
        period = _part("OkresFa", _tag("P_6_Od", document.period_from), _tag("P_6_Do", document.period_to))
    seller_name = _part("DaneIdentyfikacyjne", _tag("NIP", SELLER_NIP), _tag("Nazwa", SELLER["name"]))
    return "".join(
        (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Faktura xmlns="{NAMESPACE}">',
            '<Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza>',
            _tag("WariantFormularza", 3),
            _tag("DataWytworzeniaFa", f"{document.issued_on}T06:00:00Z"),
            "<SystemInfo>mojBOK billing stand-in</SystemInfo></Naglowek>",
            _part("Podmiot1", seller_name, _address(SELLER["street"], SELLER["city"])),
            _buyer(buyer),
            "<Fa><KodWaluty>PLN</KodWaluty>",
            _tag("P_1", document.issued_on),
            _tag("P_2", document.number),
            period,
            *_sums(document.lines),
            _tag("P_15", _zloty(document.amount)),
            _NOTHING_SPECIAL,
            _correction(document, corrected) if corrected else "<RodzajFaktury>VAT</RodzajFaktury>",
            *(_row(number, line) for number, line in enumerate(document.lines, start=1)),
            _payment(document) if document.amount > 0 else "",
            "</Fa></Faktura>\n",
        )
    ).encode()


def _buyer(buyer: Customer) -> str:
    identity = _tag("NIP", buyer.nip) if buyer.nip else "<BrakID>1</BrakID>"
    name = buyer.company_name or f"{buyer.first_name} {buyer.last_name}"
    return _part(
        "Podmiot2",
        _part("DaneIdentyfikacyjne", identity, _tag("Nazwa", name)),
        _address(buyer.address.street_line(), buyer.address.city_line()),
        _tag("NrKlienta", buyer.customer_number),
        "<JST>2</JST><GV>2</GV>",
    )


def _address(first: str, second: str) -> str:
    return _part("Adres", "<KodKraju>PL</KodKraju>", _tag("AdresL1", first), _tag("AdresL2", second))


def _sums(lines: Iterable[Line]) -> Iterable[str]:
    """Yield net and VAT by rate."""
    sums: dict[str, tuple[int, int]] = {}
    for line in lines:
        net, vat = sums.get(line.vat_rate, (0, 0))
        sums[line.vat_rate] = net + line.net, vat + line.vat
    for rate, (net_tag, vat_tag) in _SUMS.items():
        if rate in sums:
            yield _tag(net_tag, _zloty(sums[rate][0])) + _tag(vat_tag, _zloty(sums[rate][1]))
    for rate, net_tag in _UNTAXED.items():
        if rate in sums:
            yield _tag(net_tag, _zloty(sums[rate][0]))


def _correction(document: Document, corrected: Document) -> str:
    ksef = corrected.ksef
    has_number = ksef and ksef.accepted_at and ksef.accepted_at.date() <= document.issued_on
    number = ksef.number if ksef and has_number else None
    return "".join(
        (
            "<RodzajFaktury>KOR</RodzajFaktury>",
            _tag("PrzyczynaKorekty", document.reason) if document.reason else "",
            "<TypKorekty>1</TypKorekty>",
            _part(
                "DaneFaKorygowanej",
                _tag("DataWystFaKorygowanej", corrected.issued_on),
                _tag("NrFaKorygowanej", corrected.number),
                f"<NrKSeF>1</NrKSeF>{_tag('NrKSeFFaKorygowanej', number)}" if number else "<NrKSeFN>1</NrKSeFN>",
            ),
        )
    )


def _row(number: int, line: Line) -> str:
    """One position. What a correction takes back is told as it stood, marked `StanPrzed`, not as a negative one."""
    before = line.name.endswith(BEFORE)
    sign = -1 if before else 1
    name = line.name.removesuffix(BEFORE).removesuffix(AFTER)
    name = f"{name}, strefa {line.zone}" if line.zone else name
    quantity = line.quantity.removeprefix("-") if before and line.quantity else line.quantity
    return _part(
        "FaWiersz",
        _tag("NrWierszaFa", number),
        _tag("P_7", name),
        _tag("P_8A", line.unit) if line.unit else "",
        _tag("P_8B", quantity) if quantity else "",
        _tag("P_9A", line.unit_price) if line.unit_price else "",
        _tag("P_11", _zloty(sign * line.net)),
        _tag("P_11Vat", _zloty(sign * line.vat)),
        _tag("P_12", _RATES.get(line.vat_rate, line.vat_rate)),
        "<StanPrzed>1</StanPrzed>" if before else "",
    )


def _payment(document: Document) -> str:
    due = _part("TerminPlatnosci", _tag("Termin", document.due_on)) if document.due_on else ""
    return _part(
        "Platnosc", due, "<FormaPlatnosci>6</FormaPlatnosci>", _part("RachunekBankowy", _tag("NrRB", document.account))
    )


def _zloty(grosze: int) -> str:
    return f"{'-' if grosze < 0 else ''}{abs(grosze) // 100}.{abs(grosze) % 100:02d}"


def _tag(name: str, value: object) -> str:
    return f"<{name}>{escape(printable(str(value)))}</{name}>"


def _part(name: str, *inside: str) -> str:
    return f"<{name}>{''.join(inside)}</{name}>"

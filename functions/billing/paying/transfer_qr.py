"""The QR code of a transfer, as Polish banks' apps read it.

After the recommendation of Związek Banków Polskich on 2D codes (2013): one line of nine fields between `|`, limits in
characters and not in bytes, so that no Polish letter is cut in half; UTF-8.
"""

from unicodedata import normalize

from functions.billing.paying.transfer import transfer_of
from functions.billing.qr import svg
from shared.brand import brand
from shared.payments.titles import short_title
from shared.problems import Problem

NAME_LENGTH, TITLE_LENGTH = 20, 32
_TITLE = "Kod QR przelewu"
_MOST = 999_999_99


async def transfer_code(customer_id: str, customer_number: str, document_id: str | None, *, balance: bool) -> bytes:
    """The SVG for one document or the balance. Raises the Problems of `transfer_of`, and `amount_too_large`."""
    transfer, number = await transfer_of(customer_id, customer_number, document_id, balance=balance)
    return svg(transfer_line(transfer.account, transfer.amount, transfer.title, number), _TITLE)


def transfer_line(account: str, amount: int, title: str, number: str = "") -> str:
    """The content of the code: seller's NIP, country, account (26 digits), grosze, payee, title, three empty fields.

    `number` is what of the title must stay whole. Raises Problem `amount_too_large` for what no such code can carry.
    """
    if not 0 < amount <= _MOST:
        raise Problem("amount_too_large" if amount > _MOST else "nothing_to_pay")
    name = _printable(brand().payee.name)[:NAME_LENGTH].rstrip()
    printed = short_title(_printable(title), _printable(number), TITLE_LENGTH)
    return "|".join((brand().company.nip or "", "PL", account, f"{amount:06d}", name, printed, "", "", ""))


def _printable(text: str) -> str:
    """On one line, letters as people count them, without the separator."""
    printable = "".join(sign if sign.isprintable() and sign != "|" else " " for sign in normalize("NFC", text))
    return " ".join(printable.split())

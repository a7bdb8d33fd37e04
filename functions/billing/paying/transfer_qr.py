"""The QR code of a transfer, as Polish banks' apps read it.

After the recommendation of Związek Banków Polskich on 2D codes (2013): one line of nine fields between `|`, limits in
characters and not in bytes, so that no Polish letter is cut in half; UTF-8.
"""

from unicodedata import normalize

from functions.billing import store
from functions.billing.account_balance import balance_of
from functions.billing.paying.payable import open_documents
from functions.billing.qr import svg
from shared import clock
from shared.payments.titles import short_title
from shared.problems import FieldFault, Problem
from shared.settings import settings

NAME_LENGTH, TITLE_LENGTH = 20, 32
_TITLE = "Kod QR przelewu"
_MOST = 999_999_99


async def transfer_code(customer_id: str, customer_number: str, document_id: str | None, *, balance: bool) -> bytes:
    """The SVG for one document or the balance.

    Raises Problem `validation_failed` unless exactly one is asked for, `not_found`, `document_not_payable`,
    `nothing_to_pay`, `several_accounts` where no single transfer pays the balance.
    """
    if balance == (document_id is not None):
        raise Problem("validation_failed", errors=[FieldFault("document", "one_of_two")])
    if document_id is not None:
        return await _of_document(customer_id, document_id)
    summary = await store.summary_of(customer_id)
    amount = balance_of(summary, clock.today()).left_to_pay
    if not amount:
        raise Problem("nothing_to_pay")
    accounts = {document.account for document in await open_documents(customer_id)}
    if not accounts:
        raise Problem("nothing_to_pay")
    if len(accounts) > 1:
        raise Problem("several_accounts")
    return svg(transfer_line(accounts.pop(), amount, f"Saldo, klient {customer_number}", customer_number), _TITLE)


async def _of_document(customer_id: str, document_id: str) -> bytes:
    found = [one for one in await open_documents(customer_id, [document_id]) if one.id == document_id]
    if not found:
        raise Problem("not_found")
    [document] = found
    if not document.payable:
        raise Problem("document_not_payable")
    return svg(transfer_line(document.account, document.remaining, document.transfer_title, document.number), _TITLE)


def transfer_line(account: str, amount: int, title: str, number: str = "") -> str:
    """The content of the code: seller's NIP, country, account (26 digits), grosze, payee, title, three empty fields.

    `number` is what of the title must stay whole. Raises Problem `amount_too_large` for what no such code can carry.
    """
    if not 0 < amount <= _MOST:
        raise Problem("amount_too_large" if amount > _MOST else "nothing_to_pay")
    name = _printable(settings().seller_name)[:NAME_LENGTH].rstrip()
    printed = short_title(_printable(title), _printable(number), TITLE_LENGTH)
    return "|".join((settings().seller_nip, "PL", account, f"{amount:06d}", name, printed, "", "", ""))


def _printable(text: str) -> str:
    """On one line, letters as people count them, without the separator."""
    printable = "".join(sign if sign.isprintable() and sign != "|" else " " for sign in normalize("NFC", text))
    return " ".join(printable.split())

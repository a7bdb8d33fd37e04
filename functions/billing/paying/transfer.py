"""What is typed into the bank to pay one document or the whole balance by transfer."""

from functions.billing import store
from functions.billing.account_balance import balance_of
from functions.billing.paying.models import Transfer
from functions.billing.paying.payable import contract_accounts, open_documents
from shared import clock
from shared.brand import brand
from shared.problems import FieldFault, Problem


async def transfer_of(
    customer_id: str, customer_number: str, document_id: str | None, *, balance: bool
) -> tuple[Transfer, str]:
    """The transfer, and the number in its title that must stay whole: of the document, or of the customer.

    Raises Problem `validation_failed` unless exactly one is asked for, `not_found`, `document_not_payable`,
    `nothing_to_pay`, `several_accounts` where no single transfer pays the balance, `no_transfer_account` where nothing
    is open and no one contract says where the balance goes.
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
    if len(accounts) > 1:
        raise Problem("several_accounts")
    if not accounts:
        accounts = await contract_accounts(customer_id)
        if len(accounts) != 1:
            raise Problem("no_transfer_account")
    return _transfer(accounts.pop(), amount, f"Saldo, klient {customer_number}"), customer_number


async def _of_document(customer_id: str, document_id: str) -> tuple[Transfer, str]:
    found = [one for one in await open_documents(customer_id, [document_id]) if one.id == document_id]
    if not found:
        raise Problem("not_found")
    [document] = found
    if not document.payable:
        raise Problem("document_not_payable")
    return _transfer(document.account, document.remaining, document.transfer_title), document.number


def _transfer(account: str, amount: int, title: str) -> Transfer:
    return Transfer(payee=brand().payee.name, account=account, amount=amount, title=title)

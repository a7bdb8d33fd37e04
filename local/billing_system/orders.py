"""What the billing system does about an ordered service: the bookings it brings, or why it is refused."""

from typing import TYPE_CHECKING, Any

from shared.billing_contract import RequestState, ServiceOrder

if TYPE_CHECKING:
    from local.billing_system.books.account import Account


def carried_out(account: "Account", order: ServiceOrder) -> tuple[list[dict[str, Any]], RequestState]:
    """Return the simulated events an order leads to, and what is told of it."""
    refusal = _refusal(account, order)
    if refusal is not None:
        return [], RequestState(state="rejected", reason=refusal, decided_on=account.day)
    return _events(account, order), RequestState(state="confirmed", decided_on=account.day)


def _refusal(account: "Account", order: ServiceOrder) -> str | None:
    contracts = {account.ids.make(account.plan.place, "contract", one.serial) for one in account.plan.contracts}
    points = {
        account.ids.make(account.plan.place, "point", point.serial)
        for one in account.plan.contracts
        for point in one.points
    }
    if order.contract_id is not None and order.contract_id not in contracts:
        return "Klient nie ma takiej umowy."
    if order.point_id is not None and order.point_id not in points:
        return "Klient nie ma takiego punktu poboru."
    if any(key not in account.ledger.documents for key in order.document_ids or []):
        return "Klient nie ma takiego dokumentu."
    if order.code in {"refund", "transfer_overpayment"} and (order.amount or 0) > -account.ledger.balance:
        return "Nadpłata jest mniejsza niż podana kwota."
    return None


def _events(account: "Account", order: ServiceOrder) -> list[dict[str, Any]]:
    if order.code == "refund" and order.amount is not None:
        return _refund(account, order.amount)
    if order.instalments:
        last = max(one.due_on for one in order.instalments).isoformat()
        return [{"type": "postponed", "document": key, "dueOn": last} for key in order.document_ids or []]
    return []


def _refund(account: "Account", amount: int) -> list[dict[str, Any]]:
    """Money goes back from what payments have left, the newest first, then from what corrections left open."""
    events: list[dict[str, Any]] = []
    for key, left in reversed(account.ledger.overpaid.items()):
        part = min(left, amount)
        if part > 0:
            events.append({"type": "reversal", "payment": key, "method": "refund", "amount": part})
            amount -= part
    for key, left in account.ledger.credits.items():
        part = min(left, amount)
        if part > 0:
            documents = [[key, part]]
            events.append(
                {"type": "payment", "documents": documents, "amount": -part, "method": "refund", "title": "Zwrot"}
            )
            amount -= part
    return events

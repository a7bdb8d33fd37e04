"""The ledger kept change by change is the one worked out from everything there is."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.sync_timer.mirror.ledger import MOST_REVERSALS, updated_ledger
from shared.mirror import Ledger

MONTHS = st.sampled_from(["2026-09-30", "2026-10-01", "2026-11-22"])
AMOUNTS = st.integers(-1_000_00, 1_000_00)


def an_item(item_id: str, kind: str, day: str, amount: int, method: str, deleted: bool) -> dict[str, Any]:
    data = (
        {"amount": amount, "issuedOn": day, "kind": "interest_note" if method == "refund" else "invoice"}
        if kind == "document"
        else {"amount": amount, "bookedOn": day, "method": method}
        | ({"reverses": "payment-0001"} if method == "refund" else {})
    )
    return {"id": item_id, "type": kind, "deleted": deleted, "data": {} if deleted else data}


ITEMS = st.builds(
    an_item,
    st.sampled_from("abcd"),
    st.sampled_from(["document", "payment"]),
    MONTHS,
    AMOUNTS,
    st.sampled_from(["transfer", "set_off", "refund"]),
    st.booleans(),
)


@given(st.lists(st.lists(ITEMS, max_size=4, unique_by=lambda item: item["id"]), max_size=8))
def test_batch_by_batch_is_all_at_once(batches: list[list[dict[str, Any]]]) -> None:
    ledger, stored = Ledger(), dict[str, dict[str, Any]]()
    for batch in batches:
        replaced = [stored[item["id"]] for item in batch if item["id"] in stored]
        ledger = updated_ledger(ledger, replaced, batch)
        stored |= {item["id"]: item for item in batch}
    assert ledger == updated_ledger(Ledger(), [], stored.values())


def test_what_is_before_a_month_is_all_earlier_months() -> None:
    ledger = Ledger(months={"2026-09": 100, "2026-11": -30, "2026-12": 7})
    days = (date(2026, 9, 30), date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [ledger.before(day) for day in days] == [0, 100, 70, 77]


def test_however_many_reversals_billing_tells_the_ledger_stays_small() -> None:
    told = [
        an_item(f"payment:{n:04}", "payment", f"2026-{1 + n % 11:02}-01", -1, "refund", False) for n in range(3_000)
    ]
    ledger = updated_ledger(Ledger(), [], told)
    assert len(ledger.model_dump_json()) < 200_000
    assert len(ledger.reversals) == MOST_REVERSALS
    assert min(one.booked_on for one in ledger.reversals.values()) == date(2026, 8, 1), "the newest are kept"

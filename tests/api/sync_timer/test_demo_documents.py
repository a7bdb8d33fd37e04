"""Every demo document is on the screen what billing says; tests of the stand-in hold its PDF and XML to the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from functions.billing.documents import details
from local.billing_system.people.demo import PLACES
from local.billing_system.system import BillingSystem, Settings
from shared.billing.document_files import KSEF_XML
from tests.builders import mirrored
from tests.depth import sample

SAME = ("kind", "number", "net", "vat", "amount", "remaining", "account", "transferTitle")


@pytest.fixture
def billing(tmp_path: Path) -> Iterator[BillingSystem]:
    system = BillingSystem(tmp_path, Settings(customers=0, pdfs="none"))
    yield system
    system.close()


@pytest.mark.parametrize("place", sample(PLACES, 3))
async def test_the_screen_shows_every_demo_document_as_billing_tells_it(
    portal: str, billing: BillingSystem, place: int
) -> None:
    account = billing.world.first_account(place)
    told = [billing.change(place, record, account) for record in account.records(usage_since=None)]
    chosen = [change for change in told if change["kind"] in {"customer", "document"}]
    await mirrored(*(change | {"cursor": cursor} for cursor, change in enumerate(chosen, start=1)))
    for change in chosen[1:]:
        data = change["data"]
        screen = (await details.details_of(change["customerId"], change["id"])).model_dump(mode="json")
        assert {name: screen[name] for name in SAME} == {name: data[name] for name in SAME}
        assert sum(line["gross"] for line in screen["lines"]) == data["amount"]
        assert sum(charge["gross"] for charge in screen["charges"]) == data["amount"]
        ksef, shown = data.get("ksef"), screen["ksef"]
        assert (ksef is None) == (shown is None)
        if ksef is not None:
            assert (shown["state"], shown.get("number")) == (ksef["state"], ksef.get("number"))
            assert shown.get("numberValid") is (True if "number" in ksef else None)
            assert shown["xml"] == ("pending" if KSEF_XML.sha256(data) else "none")
    assert len(chosen) > 20 or place in {3, 7, 8}, "who is new has few or none"

"""A page of changes as it comes off the wire."""

import pytest

from functions.sync_timer.intake.records import Broken, read_record
from shared.billing.billing_system import _page


def test_half_a_surrogate_pair_costs_one_record_and_not_the_page() -> None:
    page = _page(rb'{"changes": [{"kind": "document", "id": "\ud800", "cursor": 1}, {}], "next": 2, "complete": true}')
    assert len(page.changes) == 2
    broken = read_record(page.changes[0])
    assert isinstance(broken, Broken)
    assert "id" in broken.reason
    assert broken.place.startswith("digest:")


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b'{"changes": []}', b"[" * 200_000, b'{"next": NaN}'])
def test_what_is_not_a_page_is_refused(content: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        _page(content)

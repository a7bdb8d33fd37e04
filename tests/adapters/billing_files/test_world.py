"""A world exported to files and served from them is the same world: now, a month later, and where something is gone."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.billing_files.journal import Journal
from adapters.billing_files.mapping import Mapping, read_mapping
from adapters.billing_files.records import Records as Maker
from adapters.billing_files.staging import Staging
from local.billing_system.seller import SELLER_NIP
from local.billing_system.testing import running_billing
from tests.adapters.billing_files.world_files import Records, latest, mapping_text, sayable, write_world
from tests.world import all_changes

FIRST = date(2026, 10, 20)


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> list[Records]:
    """The same world on a day and a month later."""
    data = tmp_path_factory.mktemp("world")
    states = []
    for day in (FIRST, FIRST + timedelta(days=31)):
        with running_billing(data, customers=4, demo=False, pdfs="none", today=day) as running:
            states.append(latest(all_changes(running.system)))
    return states


@pytest.fixture
def mapping(tmp_path: Path) -> Mapping:
    (tmp_path / "mapping.toml").write_text(mapping_text(SELLER_NIP), "utf-8")
    return read_mapping(tmp_path / "mapping.toml")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "data")
    yield journal
    journal.close()


def served(journal: Journal, mapping: Mapping, records: Records) -> Records:
    """What the adapter tells, with the world's own ids for its own."""
    with closing(Staging()) as staging:
        make = Maker(mapping, staging)
    ids = {make.id_of(kind, id_): id_ for kind, id_ in records} | {
        make.id_of("balance", customer): customer for kind, customer in records if kind == "customer"
    }
    told = latest(journal.changes(0, 100_000))
    return {
        (kind, ids[id_]): _renamed(change["data"], ids) if kind != "balance" else _renamed(_amounts(change), ids)
        for (kind, id_), change in told.items()
    }


def expected(records: Records) -> Records:
    """What the files say of a world; the order of a payment's settlements says nothing."""
    return {key: _renamed(data, {}) for key, data in sayable(records).items()}


def in_any_order(parts: list[Any]) -> list[Any]:
    named = parts and isinstance(parts[0], dict) and "documentId" in parts[0]
    return sorted(parts, key=lambda part: str(part["documentId"])) if named else parts


def _amounts(change: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in change["data"].items() if name != "asOf"}


def _renamed(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _renamed(one, ids) for name, one in value.items() if one not in ([], {})}
    if isinstance(value, list):
        return in_any_order([_renamed(one, ids) for one in value])
    return ids.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_month_of_the_world_is_the_same_from_files(
    tmp_path: Path, months: list[Records], mapping: Mapping, journal: Journal, suffix: str
) -> None:
    for records in months:
        folder = write_world(tmp_path / "export", records, suffix)
        taken = journal.take(mapping, folder)
        assert taken.refused is None
        assert served(journal, mapping, records) == expected(records)
    assert {kind for kind, _ in sayable(months[1])} == {
        "customer", "balance", "contract", "point", "document", "payment", "reading",
    }  # fmt: skip


def test_the_second_month_tells_only_what_is_new(
    tmp_path: Path, months: list[Records], mapping: Mapping, journal: Journal
) -> None:
    journal.take(mapping, write_world(tmp_path / "export", months[0]))
    before = list(journal.changes(0, 100_000))[-1]["cursor"]
    journal.take(mapping, write_world(tmp_path / "export", months[1]))
    first, second = sayable(months[0]), sayable(months[1])
    new = {key for key in second if key[0] != "balance" and first.get(key) != second[key]}
    told = [change for change in journal.changes(before, 100_000) if change["kind"] != "balance"]
    assert len(new) == len(told) > 0


def test_a_withdrawn_invoice_goes_and_a_late_payment_comes(
    tmp_path: Path, months: list[Records], mapping: Mapping, journal: Journal
) -> None:
    journal.take(mapping, write_world(tmp_path / "export", months[1]))
    gone = next(key for key, change in months[1].items() if key[0] == "document" and not change["data"]["settlements"])
    late = next(key for key in reversed(months[1]) if key[0] == "payment")
    rest = {key: change for key, change in months[1].items() if key != gone}
    folder = write_world(tmp_path / "export", rest)
    assert journal.take(mapping.model_copy(update={"most_missing": 0.2}), folder).withdrawn == 1
    told = expected(rest)
    told["balance", months[1][gone]["customerId"]]["amount"] -= months[1][gone]["data"]["remaining"]
    assert served(journal, mapping, months[1]) == told
    assert late in served(journal, mapping, months[1])


def test_a_truncated_file_changes_nothing(
    tmp_path: Path, months: list[Records], mapping: Mapping, journal: Journal
) -> None:
    folder = write_world(tmp_path / "export", months[1])
    journal.take(mapping, folder)
    before = list(journal.changes(0, 100_000))
    for name in ("payments.csv", "invoices.csv", "readings.csv"):
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: len(whole) // 2])
        taken = journal.take(mapping, folder)
        assert taken.refused, name
        assert list(journal.changes(0, 100_000)) == before
        (folder / name).write_bytes(whole)
    assert journal.take(mapping, folder).refused is None

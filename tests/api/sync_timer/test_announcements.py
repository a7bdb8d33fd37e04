"""The mail about a new document: once, to who wants it, about nothing that is history."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from functions.sync_timer import billing_sync
from functions.sync_timer.billing_sync import synchronise
from functions.sync_timer.mails import announcements
from functions.sync_timer.mails.announcements import announce
from functions.sync_timer.mirror import files
from functions.sync_timer.state import LEASE
from local.cosmos_emulator.testing import Emulator
from shared import clock, cosmos
from shared.billing.due import pay_by
from shared.mail import outbox
from shared.mail.formats import day_with_weekday
from tests.accounts import Crash, an_account_of, outbox_mails, switched_off
from tests.api.conftest import Mailbox
from tests.api.sync_timer.conftest import World, synced
from tests.api.sync_timer.test_files import emptied
from tests.builders import a_customer, a_document, mirrored, records

EMAIL = "customer-anna@example.com"


def customer_of(world: World) -> str:
    found = next(one for one in world.changes() if one["kind"] == "customer")
    return str(found["customerId"])


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


async def ready(*changes: dict[str, Any]) -> int:
    """Announce documents as the sync does once their PDFs are there."""
    items = [record.item | {"pdf": "ready"} for record in records(*changes)]
    return await announce(items)


@pytest.fixture(autouse=True)
async def _still(portal: str) -> None:
    clock.set_now(clock.now())
    await emptied()


async def test_a_new_invoice_is_mailed_after_the_sync(world: World, mailbox: Mailbox) -> None:
    await synced()
    owner = customer_of(world)
    account = await an_account_of(owner)
    world.simulate("new-invoice", customerNumber=world.number, amount=123456)
    await synced()
    assert await outbox.deliver_due() == 1
    [mail] = mailbox.to(account.email)
    part = mail.get_body(("plain",))
    assert part is not None
    said = part.get_content().replace("\xa0", " ").replace("\r\n", "\n")
    assert "Do zapłaty: 1 234,56 zł\n" in said
    [told] = [one["data"] for one in world.changes() if one["kind"] == "document" and one["data"]["amount"] == 123456]
    assert f"Tytuł przelewu: {told['transferTitle']}\n" in said
    due = day_with_weekday("pl", pay_by(date.fromisoformat(told["dueOn"])))
    subject = mail["Subject"].replace("\xa0", " ")
    assert subject.startswith(f"Faktura {told['number']}")
    assert subject.endswith(f": 1 234,56 zł do {due}")


async def test_the_first_sync_of_an_old_world_mails_nothing_old(world: World) -> None:
    """Everything is new to the mirror then; what is mailed was issued in these days."""
    owner = customer_of(world)
    await an_account_of(owner, activated_at=clock.now() - timedelta(days=800))
    await synced()
    recent = (clock.today() - timedelta(days=5)).isoformat()
    issued = {
        (one["customerId"], one["id"]): one["data"]["issuedOn"] for one in world.changes() if one["kind"] == "document"
    }
    expected = sum(day >= recent for (customer, _), day in issued.items() if customer == owner)
    assert len([mail for mail in await outbox_mails() if mail["to"] is not None]) <= 1
    assert sum(len(mail["about"]) or 1 for mail in await outbox_mails() if mail["to"]) == expected < len(issued)


async def test_nothing_older_than_five_days_is_announced(portal: str) -> None:
    await an_account_of("customer-anna")
    today = clock.today()
    assert await ready(a_document("document-0005", issued_on=today - timedelta(days=5))) == 1
    assert await ready(a_document("document-0006", issued_on=today - timedelta(days=6))) == 0


async def test_what_is_dated_before_the_activation_and_comes_after_it_is_announced(portal: str) -> None:
    await an_account_of("customer-anna", activated_at=clock.now())
    assert await ready(a_document("document-0001", issued_on=clock.today() - timedelta(days=1))) == 1


async def test_an_invoice_from_a_permitted_outage_is_announced(world: World, mailbox: Mailbox) -> None:
    """Five working days over Christmas can be ten days; how long ago it was issued is not the customer's doing."""
    await synced()
    account = await an_account_of(customer_of(world))
    world.simulate("new-invoice", customerNumber=world.number, amount=123456)
    world.fault("down", status=502)
    for _ in range(10):
        later(days=1)
        assert "502" in (await synchronise()).outcome
    world.heal()
    await synced()
    await outbox.deliver_due()
    assert len([mail for mail in mailbox.to(account.email) if "1\xa0234,56\xa0zł" in mail["Subject"]]) == 1


async def test_a_pdf_that_comes_after_a_week_is_announced(printed: World) -> None:
    await synced()
    await an_account_of(customer_of(printed))
    printed.fault("broken_pdf")
    printed.simulate("new-invoice", customerNumber=printed.number)
    await synced()
    assert await outbox_mails() == []
    for _ in range(8):
        later(days=1)
        await synced()
    printed.heal()
    later(minutes=15)
    await synced()
    assert len(await outbox_mails()) >= 1


@pytest.mark.parametrize("told_again", [False, True])
async def test_what_was_in_quarantine_for_a_week_is_announced_when_it_comes_out(
    world: World, *, told_again: bool
) -> None:
    """The others went on meanwhile, so the mirror was complete each day; broken again, it is as old as before."""
    await synced()
    owner = customer_of(world)
    await an_account_of(owner)
    good = a_document("document-late", owner, issued_on=clock.today(), remaining=0)
    broken = good | {"data": good["data"] | {"amount": "dużo"}}
    world.tell(broken)
    for day in range(8):
        later(days=1)
        if told_again and day == 4:
            world.tell(broken)
        await synced()
    assert await outbox_mails() == []
    world.tell(good)
    await synced()
    assert len(await outbox_mails()) == 1


async def test_a_document_paid_on_the_day_of_activation_is_no_news(world: World) -> None:
    told = world.simulate("new-invoice", customerNumber=world.number)
    await synced()
    await an_account_of(customer_of(world), activated_at=clock.now())
    world.simulate("payment", customerNumber=world.number, documentNumber=told["number"])
    await synced()
    assert await outbox_mails() == []


async def test_a_pending_pdf_is_announced_when_it_comes(printed: World) -> None:
    await synced()
    await an_account_of(customer_of(printed))
    printed.fault("broken_pdf")
    printed.simulate("new-invoice", customerNumber=printed.number)
    await synced()
    assert await outbox_mails() == []
    printed.heal()
    later(minutes=15)
    await synced()
    [mail] = await outbox_mails()
    later(minutes=15)
    await synced()
    assert [one["id"] for one in await outbox_mails()] == [mail["id"]]


async def test_a_document_that_changed_while_its_pdf_was_awaited_is_announced(printed: World) -> None:
    await synced()
    await an_account_of(customer_of(printed))
    printed.fault("broken_pdf")
    told = printed.simulate("new-invoice", customerNumber=printed.number)
    await synced()
    printed.heal()
    printed.simulate("payment", customerNumber=printed.number, documentNumber=told["number"], amount=100)
    later(minutes=15)
    await synced()
    assert len(await outbox_mails()) == 1


async def test_a_page_replayed_by_any_number_of_runs_is_one_mail(world: World) -> None:
    await synced()
    await an_account_of(customer_of(world))
    cursor = world.state()["cursor"]
    world.simulate("new-invoice", customerNumber=world.number)
    for _ in range(3):
        state = await cosmos.read("operations", "sync-state", "sync-state")
        assert state is not None
        await cosmos.replace("operations", state | {"cursor": cursor})
        await synced()
    assert len(await outbox_mails()) == 1


async def test_several_new_documents_of_one_run_are_one_mail_that_names_each(world: World, mailbox: Mailbox) -> None:
    await synced()
    account = await an_account_of(customer_of(world))
    for amount in (11111, 22222, 33333):
        world.simulate("new-invoice", customerNumber=world.number, amount=amount)
    await synced()
    assert await outbox.deliver_due() == 1
    [mail] = mailbox.to(account.email)
    assert mail["Subject"].replace("\xa0", " ") == "Nowe dokumenty w mojBOK: 3, do zapłaty 666,66 zł"
    part = mail.get_body(("plain",))
    assert part is not None
    said = part.get_content().replace("\xa0", " ").replace("\r\n", "\n")
    for amount in ("111,11 zł", "222,22 zł", "333,33 zł"):
        assert said.count(f"Do zapłaty {amount}, termin ") == 1
    assert len(set(re.findall(r"https://mojbok.example/faktury/\S+", said))) == 3


async def test_of_very_many_documents_a_mail_names_what_is_due_first_and_sums_the_rest(
    portal: str, mailbox: Mailbox
) -> None:
    await an_account_of("customer-anna")
    today = clock.today()
    papers = [a_document(f"document-{n:04}", issued_on=today, number=f"FE/{n:04}", amount=100_00) for n in range(60)]
    papers[59]["data"]["dueOn"] = today.isoformat()
    assert await ready(*papers) == 60
    await outbox.deliver_due()
    [mail] = mailbox.to(EMAIL)
    said = mail.get_body(("plain",)).get_content().replace("\xa0", " ")  # type: ignore[union-attr]
    assert said.index("Faktura FE/0059") < said.index("Faktura FE/0000")
    assert said.count("Faktura FE/") == 40
    assert "Pozostałe nowe dokumenty: 20" in said
    assert "Do zapłaty za nie razem 2 000,00 zł" in said
    assert "60, do zapłaty 6 000,00 zł" in mail["Subject"].replace("\xa0", " ")
    assert len(mail.get_body(("html",)).get_content().encode()) < 102_000, "or Gmail cuts it"  # type: ignore[union-attr]


async def test_a_crash_between_the_notes_and_the_one_mail_neither_loses_nor_repeats(
    portal: str, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the page is cut differently when it is applied again."""
    await an_account_of("customer-anna")
    papers = [a_document(f"document-{n}", issued_on=clock.today(), number=f"FE/{n}") for n in range(4)]

    async def crash(*_: Any, **__: Any) -> bool:
        raise Crash

    monkeypatch.setattr(announcements, "notify", crash)
    with pytest.raises(Crash):
        await ready(*papers[:3])
    monkeypatch.undo()
    assert await ready(papers[0]) == 1
    assert await ready(*papers[1:]) == 3
    assert await ready(*papers) == 0
    await outbox.deliver_due()
    said = "".join(str(mail.get_body(("plain",)).get_content()) for mail in mailbox.to(EMAIL))  # type: ignore[union-attr]
    assert [said.count(f"Faktura FE/{n}") for n in range(4)] == [1, 1, 1, 1]


@pytest.mark.parametrize("place", ["before", "after"])
async def test_a_crash_around_the_mail_neither_loses_nor_repeats_it(
    world: World, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Another change of the same document comes meanwhile: the page is not the same when it is applied again."""
    await synced()
    await an_account_of(customer_of(world))

    async def crash(documents: list[cosmos.Item], complete_on: date | None) -> int:
        if place == "after":
            await announce(documents, complete_on)
        raise Crash

    told = world.simulate("new-invoice", customerNumber=world.number)
    monkeypatch.setattr(billing_sync, "announce", crash)
    with pytest.raises(Crash):
        await synchronise()
    monkeypatch.setattr(billing_sync, "announce", announce)
    assert len(await outbox_mails()) == (1 if place == "after" else 0)
    world.simulate("payment", customerNumber=world.number, documentNumber=told["number"], amount=100)
    clock.set_now(clock.now() + LEASE + timedelta(seconds=1))
    await synced()
    assert len(await outbox_mails()) == 1


@pytest.mark.parametrize("place", ["before", "after"])
async def test_a_crash_around_the_mail_of_a_late_pdf_neither_loses_nor_repeats_it(
    printed: World, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    await synced()
    await an_account_of(customer_of(printed))
    printed.fault("broken_pdf")
    printed.simulate("new-invoice", customerNumber=printed.number)
    await synced()
    printed.heal()
    later(minutes=15)

    async def crash(documents: list[cosmos.Item], complete_on: date | None) -> int:
        if place == "after":
            await announce(documents, complete_on)
        raise Crash

    monkeypatch.setattr(files, "announce", crash)
    with pytest.raises(Crash):
        await synchronise()
    monkeypatch.setattr(files, "announce", announce)
    clock.set_now(clock.now() + LEASE + timedelta(seconds=1))
    await synced()
    assert len(await outbox_mails()) == 1


async def test_a_database_that_fails_at_the_mail_is_tried_again(world: World) -> None:
    await synced()
    await an_account_of(customer_of(world))
    world.simulate("new-invoice", customerNumber=world.number)
    world.emulator.faults.add("503", operation="create", container="outbox")
    assert (await synchronise()).outcome.startswith("storage unavailable")
    world.heal()
    await synced()
    assert len(await outbox_mails()) == 1


async def test_only_active_accounts_that_want_it_get_it(portal: str) -> None:
    """Closed accounts are gone; one being activated has nobody in it yet; a former customer hears nothing."""
    for name in ("off", "claiming", "former", "none", "wants"):
        await mirrored(a_customer(f"customer-{name}", customerNumber=f"KL-{name}"))
    await switched_off(await an_account_of("customer-off"), "new_document")
    await an_account_of("customer-claiming", state="claiming")
    await an_account_of("customer-former")
    gone = a_customer("customer-former")
    await mirrored(gone | {"deleted": True, "data": None})
    await switched_off(await an_account_of("customer-wants"), "due_soon", "overdue", "payment_confirmed")
    documents = [
        a_document(f"document-{name}", f"customer-{name}", issued_on=clock.today())
        for name in ("off", "claiming", "former", "none", "wants")
    ]
    assert await ready(*documents) == 1
    assert [mail["to"] for mail in await outbox_mails()] == ["customer-wants@example.com"]


async def test_what_leaves_nothing_to_pay_speaks_of_that_document_only(portal: str, mailbox: Mailbox) -> None:
    """Another one may be overdue: that nothing need be paid is never said of the account."""
    await an_account_of("customer-anna")
    for document in (
        a_document("document-0001", issued_on=clock.today(), remaining=0),
        a_document("document-0002", issued_on=clock.today(), clearing=True),
        a_document(
            "document-0003",
            issued_on=clock.today(),
            kind="correction",
            corrects="document-0001",
            amount=-60310,
            remaining=0,
        ),
    ):
        await ready(document)
    assert await outbox.deliver_due() == 3
    *settled, lowers = [mail.get_body(("plain",)).get_content() for mail in mailbox.to(EMAIL)]  # type: ignore[union-attr]
    assert sum("zmniejsza Twój rachunek o 603,10" in text.replace("\xa0", " ") for text in [*settled, lowers]) == 1
    assert sum("Tego dokumentu nie musisz opłacać." in text for text in [*settled, lowers]) == 2
    for text in [*settled, lowers]:
        assert "Do zapłaty" not in text
        assert "Teraz nie musisz" not in text
        assert "Ta wiadomość dotyczy tylko tego dokumentu." in text


async def test_the_id_in_the_outbox_and_in_the_mail_tells_nothing(portal: str, mailbox: Mailbox) -> None:
    await an_account_of("customer-anna")
    await ready(a_document(issued_on=clock.today()))
    await outbox.deliver_due()
    [stored] = await outbox_mails()
    for known in ("document-0001", "customer-anna", "account"):
        assert known not in stored["id"]
        assert known not in str(mailbox.to(EMAIL)[0]["Message-ID"])
    assert stored["state"] == "sent"
    assert stored["letter"] is None


async def test_customers_without_an_account_cost_one_request_a_hundred(portal: str, emulator: Emulator) -> None:
    documents = [
        a_document(f"document-{n:04}", f"customer-{n:04}", issued_on=clock.today(), remaining=0) for n in range(150)
    ]
    log = emulator.requests
    log.clear()
    assert await ready(*documents) == 0
    assert {one.container for one in log if one.resource_type == "docs"} == {"accounts"}
    assert len([one for one in log if one.operation == "query"]) == 2
    log.clear()
    old = [a_document(f"document-{n:04}", issued_on=clock.today() - timedelta(days=9)) for n in range(9)]
    assert await ready(*old) == 0
    assert list(log) == []

"""Reminders of due days: once each, with the sum, in the Warsaw morning, missed days made up for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from functions.sync_timer.mails import money_due, reminders
from functions.sync_timer.mails.notices import notify
from functions.sync_timer.mails.reminders import REMINDERS_STATE, Report, Step, remind
from functions.sync_timer.state import LEASE
from local.cosmos_emulator.testing import Emulator
from shared import clock, cosmos
from shared.accounts import account_by_id
from shared.billing.due import due_days
from shared.mail import outbox
from shared.payments.intent import LIFETIME, Intent, Part, Payer
from shared.payments.store import add, move
from shared.working_days import is_working_day
from tests.accounts import Crash, an_account_of, outbox_mails, switched_off
from tests.api.conftest import Mailbox
from tests.builders import a_business, a_change, a_contract, a_customer, a_document, a_point, mirrored

TODAY = date(2026, 11, 24)
SOON, YESTERDAY = TODAY + timedelta(days=3), TODAY - timedelta(days=1)
EMAIL = "customer-anna@example.com"


async def at(day: date, hour: int = 7, minute: int = 0) -> None:
    """It is so late in Warsaw, and the sync has just had everything."""
    clock.set_now(datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.WARSAW))
    await fresh(clock.now())


async def fresh(moment: datetime) -> None:
    state = {"id": "sync-state", "cursor": 1, "holder": None, "leasedUntil": None, "completeAt": clock.iso(moment)}
    await cosmos.container("operations").upsert_item(state)


async def open_on(due: date, entity: str = "document-0001", customer_id: str = "customer-anna", **data: Any) -> None:
    await mirrored(a_document(entity, customer_id, issued_on=due - timedelta(days=14), dueOn=due.isoformat(), **data))


async def texts(mailbox: Mailbox, email: str = EMAIL) -> list[str]:
    """What the person's mails say, after the mail timer, in no order; spaces are plain."""
    await outbox.deliver_due()
    found = []
    for mail in mailbox.to(email):
        part = mail.get_body(("plain",))
        assert part is not None
        found.append(f"{mail['Subject']}\n{part.get_content()}".replace("\xa0", " ").replace("\r\n", "\n"))
    return sorted(found)


@pytest.fixture(autouse=True)
async def anna(portal: str) -> None:
    """Anna has had an account for long, and it is seven in the morning."""
    await at(TODAY)
    await mirrored(a_customer(), a_business())
    await an_account_of("customer-anna", activated_at=clock.now() - timedelta(days=400))


async def test_three_days_before_and_on_the_day_after(mailbox: Mailbox) -> None:
    await open_on(SOON, "document-soon", remaining=123456, amount=200000)
    await open_on(YESTERDAY, "document-late", remaining=5000, amount=5000)
    for n, beside in enumerate(
        (SOON + timedelta(days=1), SOON - timedelta(days=1), TODAY, YESTERDAY - timedelta(days=4))
    ):
        await open_on(beside, f"document-beside-{n}")
    assert await remind() == Report("complete", 2)
    overdue, soon = await texts(mailbox)
    assert "Zbliża się termin płatności" in soon
    assert "27.11.2026 (piątek) mija termin płatności." in soon
    assert "Do zapłaty: 1 234,56 zł\n" in soon
    assert "Termin płatności minął 23.11.2026 (poniedziałek). Zostało do zapłaty: 50,00 zł." in overdue
    # How to pay it, to be copied, and the way to that document.
    assert "Numer konta: 61 1090 1014 0000 0712 1981 2874\n" in soon
    assert "/faktury/document-soon\n" in soon


async def test_several_documents_of_one_day_are_one_mail_with_the_sum(mailbox: Mailbox) -> None:
    await an_account_of("customer-firm", kind="business")
    for n in range(3):
        await open_on(SOON, f"document-firm-{n}", "customer-firm", amount=10050)
    await open_on(SOON, "document-anna")
    assert await remind() == Report("complete", 2)
    [mail] = await texts(mailbox, "customer-firm@example.com")
    assert "301,50 zł" in mail
    assert "bok.obrot@polenergia.pl" in mail


async def test_what_is_paid_cleared_or_withdrawn_is_not_mailed() -> None:
    await open_on(SOON, "document-paid", remaining=0)
    await open_on(SOON, "document-credit", remaining=-500)
    await open_on(SOON, "document-clearing", clearing=True)
    await mirrored(
        a_document("document-gone", issued_on=TODAY, dueOn=SOON.isoformat()) | {"deleted": True, "data": None}
    )
    assert await remind() == Report("complete", 0)
    assert await outbox_mails() == []


async def test_what_is_in_payment_is_left_out_of_the_sum(mailbox: Mailbox) -> None:
    await open_on(SOON, "document-0001", amount=10000)
    await open_on(SOON, "document-0002", amount=700)
    await open_on(YESTERDAY, "document-0003", amount=900)
    for document, amount in (("document-0001", 10000), ("document-0003", 900)):
        await being_paid(document, amount)
    assert await remind() == Report("complete", 1)
    [mail] = await texts(mailbox)
    assert "Do zapłaty: 7,00 zł" in mail


async def being_paid(document_id: str, amount: int) -> None:
    now = clock.now()
    stored = await add(
        Intent(
            id=f"payment-of-{document_id}",
            customer_id="customer-anna",
            choice="documents",
            amount=amount,
            title="Faktura",
            parts=[Part(document_id=document_id, number="F/1", amount=amount)],
            whole=False,
            payer=Payer(email=EMAIL, locale="pl", kind="individual"),
            method="redirect",
            request_digest="none",
            created_at=now,
            expires_at=now + LIFETIME,
            check_at=None,
        )
    )
    await move(stored, "paid")


async def test_only_active_accounts_that_want_it_get_it() -> None:
    for name in ("soon-off", "late-off", "claiming", "former", "none"):
        customer = f"customer-{name}"
        await mirrored(a_customer(customer, customerNumber=f"KL-{name}"))
        await open_on(SOON, f"document-{name}-1", customer)
        await open_on(YESTERDAY, f"document-{name}-2", customer)
    await switched_off(await an_account_of("customer-soon-off"), "due_soon")
    await switched_off(await an_account_of("customer-late-off"), "overdue")
    await an_account_of("customer-claiming", state="claiming")
    await an_account_of("customer-former")
    await mirrored(a_customer("customer-former") | {"deleted": True, "data": None})
    assert (await remind()).mails == 2
    mails = {mail["to"]: mail["letter"]["subject"] for mail in await outbox_mails()}
    assert mails == {
        "customer-soon-off@example.com": "Minął termin płatności: 218,40\xa0zł, termin był 23.11.2026 (poniedziałek)",
        "customer-late-off@example.com": "Zbliża się termin płatności: 218,40\xa0zł do 27.11.2026 (piątek)",
    }


async def test_each_language_says_what_and_how_much_and_nothing_of_the_person(mailbox: Mailbox) -> None:
    for locale in ("pl", "en", "uk"):
        customer = f"customer-{locale}"
        await mirrored(a_customer(customer, customerNumber=f"KL-{locale}", lastName="Żółkiewska"))
        await an_account_of(customer, locale=locale)
        await open_on(SOON, f"document-{locale}-1", customer, amount=123456, number="F/2026/11/0012")
        await open_on(YESTERDAY, f"document-{locale}-2", customer, amount=123456, number="F/2026/11/0012")
    assert (await remind()).mails == 6
    for locale in ("pl", "en", "uk"):
        for mail in await texts(mailbox, f"customer-{locale}@example.com"):
            assert ("PLN 1,234.56" if locale == "en" else "1 234,56 zł") in mail
            assert "F/2026/11/0012" in mail
            soon, yesterday = ("27 Nov 2026", "23 Nov 2026") if locale == "en" else ("27.11.2026", "23.11.2026")
            assert soon in mail or yesterday in mail
    personal = ("Anna", "Żółkiewska", "44051401359", "KL-", "Lipowa", "7121981287", "customer-")
    for _, message in mailbox.mails:
        for part in message.walk():
            if not part.is_multipart():
                assert not [one for one in personal if one in part.get_content()]
    assert len(mailbox.mails) == 6


async def test_again_on_the_same_day_is_nothing() -> None:
    await open_on(SOON)
    assert await remind() == Report("complete", 1)
    assert await remind() == Report("done today")
    await at(TODAY, 19, 50)
    assert await remind() == Report("done today")
    await at(TODAY + timedelta(days=1))
    assert await remind() == Report("complete", 0)


async def test_a_state_that_was_lost_repeats_no_mail() -> None:
    """The state spares the work; that a mail is one is the doing of its id."""
    await open_on(SOON)
    await open_on(YESTERDAY, "document-late")
    assert (await remind()).mails == 2
    await cosmos.delete("operations", REMINDERS_STATE, REMINDERS_STATE)
    assert await remind() == Report("complete", 0)
    assert len(await outbox_mails()) == 2


async def test_missed_days_are_made_up_for_once(mailbox: Mailbox) -> None:
    monday = date(2026, 11, 23)
    await at(monday)
    assert (await remind()).outcome == "complete"
    missed = monday + timedelta(days=1)
    await open_on(missed + timedelta(days=3), "document-soon")
    await open_on(missed - timedelta(days=1), "document-late")
    await open_on(missed, "document-then-late")
    await at(monday + timedelta(days=2), 11)
    assert await remind() == Report("complete", 3)
    await at(monday + timedelta(days=3))
    assert await remind() == Report("complete", 0)


async def test_after_a_long_stop_old_days_stay_silent() -> None:
    """Two weeks are made up for, and nothing is called due soon that is overdue."""
    assert (await remind()).outcome == "complete"
    for n in range(1, 40):
        await open_on(TODAY + timedelta(days=n), f"document-{n:04}")
    back = date(2026, 12, 18)
    made_up_for = [back - timedelta(days=n) for n in range(14)]
    await at(back)
    await remind()
    mails = await outbox_mails()
    subjects = [mail["letter"]["subject"] for mail in mails]
    late = [day for day in made_up_for if is_working_day(day - timedelta(days=1))]
    soon = [day for day in made_up_for if back <= day + timedelta(days=3) and is_working_day(day + timedelta(days=3))]
    assert sum(one.startswith("Minął termin płatności") for one in subjects) == len(late) == 10
    assert sum(one.startswith("Zbliża się termin płatności") for one in subjects) == len(soon) == 2


async def test_the_first_run_ever_makes_up_for_nothing() -> None:
    await open_on(YESTERDAY - timedelta(days=4), "document-late")
    await open_on(SOON - timedelta(days=1), "document-soon")
    assert await remind() == Report("complete", 0)


@pytest.mark.parametrize(("hour", "minute", "now"), [(6, 59, False), (7, 0, True), (19, 59, True), (20, 0, False)])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 7)])
async def test_it_is_for_the_warsaw_day_also_when_the_clocks_change(
    day: date, hour: int, minute: int, now: bool
) -> None:
    await at(day, hour, minute)
    await open_on(day + timedelta(days=3))
    assert await remind() == (Report("complete", 1) if now else Report("not now"))


async def test_a_due_day_around_the_change_of_clocks_is_counted_in_days() -> None:
    """28 March to 30 March 2026 are 47 hours; 25 October, a Sunday, has 25, and Monday is left to pay."""
    await at(date(2026, 3, 27), 7)
    await open_on(date(2026, 3, 30), "document-march")
    assert (await remind()).mails == 1
    await at(date(2026, 10, 27), 7)
    await open_on(date(2026, 10, 25), "document-october")
    assert (await remind()).mails == 1


async def test_a_due_day_at_a_weekend_is_reminded_of_with_mondays(mailbox: Mailbox) -> None:
    """Kodeks cywilny, art. 115: overdue only after the next working day; one mail with the sum of all three days."""
    saturday = date(2026, 11, 28)
    for n in range(3):
        await open_on(saturday + timedelta(days=n), f"document-{n}", amount=10000, remaining=10000)
    await at(saturday - timedelta(days=3))
    await remind()
    assert await texts(mailbox) == []
    await at(saturday - timedelta(days=1))
    assert (await remind()).mails == 1
    [soon] = await texts(mailbox)
    assert "30.11.2026 (poniedziałek) mija termin płatności." in soon
    assert "Do zapłaty: 300,00 zł\n" in soon
    assert soon.count("100,00 zł\nhttps://mojbok.example/faktury/document-") == 3
    await at(date(2026, 11, 30))
    assert (await remind()).mails == 0
    await at(date(2026, 12, 1))
    assert (await remind()).mails == 1
    assert any(
        "Termin płatności minął 30.11.2026 (poniedziałek). Zostało do zapłaty: 300,00 zł." in mail
        for mail in await texts(mailbox)
    )


async def test_old_data_reminds_nobody() -> None:
    """What was paid since may not be here yet; once the sync has caught up the reminder goes out."""
    await open_on(YESTERDAY)
    await fresh(datetime(2026, 11, 23, 22, 59, tzinfo=UTC))  # 23:59 of yesterday in Warsaw
    assert (await remind()).outcome == "the data is not of today"
    await fresh(datetime(2026, 11, 23, 23, 0, tzinfo=UTC))
    assert await remind() == Report("complete", 1)


async def test_of_two_runs_at_once_one_works() -> None:
    await open_on(SOON)
    await open_on(YESTERDAY, "document-late")
    reports = await asyncio.gather(*(remind() for _ in range(6)))
    assert sum(report.mails for report in reports) == 2
    assert [report.outcome for report in reports].count("complete") == 1
    assert len(await outbox_mails()) == 2


async def test_two_that_both_think_they_are_alone_write_each_mail_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that slept over its lease works on beside the one that took it, and moves nothing on."""
    await crowd(5, SOON)
    asleep, slept = asyncio.Event(), asyncio.Event()
    page = reminders._page

    async def frozen(due_on: date, after: str) -> list[str]:
        customers = await page(due_on, after)
        monkeypatch.setattr(reminders, "_page", page)
        asleep.set()
        await slept.wait()
        return customers

    monkeypatch.setattr(reminders, "_page", frozen)
    sleeper = asyncio.create_task(remind())
    await asleep.wait()
    clock.set_now(clock.now() + LEASE + timedelta(seconds=1))
    assert await remind() == Report("complete", 5)
    slept.set()
    assert (await sleeper).outcome == "another run is at work"
    assert len(await outbox_mails()) == 5


async def crowd(number: int, due: date) -> None:
    for n in range(number):
        customer = f"customer-{n:03}"
        await mirrored(
            a_customer(customer, customerNumber=f"KL-{n}"),
            a_document(f"document-{n:03}", customer, issued_on=due - timedelta(days=14), dueOn=due.isoformat()),
        )
        await an_account_of(customer)


@asynccontextmanager
async def breaking_at(call: int, *, after: bool, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """The process dies at one of the mails, before or after it is written down."""
    count = 0

    async def crash(*arguments: Any, **more: Any) -> bool:
        nonlocal count
        count += 1
        if count == call and not after:
            raise Crash
        done = await notify(*arguments, **more)
        if count == call:
            raise Crash
        return done

    monkeypatch.setattr(money_due, "notify", crash)
    yield
    monkeypatch.setattr(money_due, "notify", notify)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("call", [1, 4, 7])
async def test_a_crash_at_any_mail_neither_loses_nor_repeats_one(
    monkeypatch: pytest.MonkeyPatch, call: int, after: bool
) -> None:
    monkeypatch.setattr(reminders, "_PAGE", 2)
    monkeypatch.setattr(reminders, "_CONCURRENCY", 1)
    await crowd(7, SOON)
    async with breaking_at(call, after=after, monkeypatch=monkeypatch):
        with pytest.raises(Crash):
            await remind()
    assert (await remind()).outcome == "another run is at work"
    clock.set_now(clock.now() + LEASE + timedelta(seconds=1))
    assert (await remind()).outcome == "complete"
    assert len({mail["to"] for mail in await outbox_mails()}) == len(await outbox_mails()) == 7


async def test_a_run_out_of_time_is_continued_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch, emulator: Emulator
) -> None:
    monkeypatch.setattr(reminders, "_PAGE", 2)
    await crowd(5, SOON)
    page = reminders._page
    asked: list[str] = []

    async def slow(step: Step, after: str) -> list[str]:
        asked.append(after)
        clock.set_now(clock.now() + timedelta(minutes=2))
        return await page(step, after)

    monkeypatch.setattr(reminders, "_page", slow)
    assert await remind() == Report("out of time, the next run goes on", 4)
    assert await remind() == Report("out of time, the next run goes on", 1)
    assert await remind() == Report("out of time, the next run goes on", 0)
    assert await remind() == Report("complete", 0)
    due_on_saturday_sunday_and_monday, price_ends, reading_due = ["", "", ""], [""], [""]
    assert asked == [
        "", "customer-001", "customer-003", *due_on_saturday_sunday_and_monday, *price_ends, *reading_due
    ]  # fmt: skip
    assert len(await outbox_mails()) == 5


async def test_a_database_that_fails_is_tried_again(emulator: Emulator) -> None:
    await open_on(SOON)
    emulator.faults.add("503", operation="create", container="outbox")
    assert (await remind()).outcome.startswith("storage unavailable")
    emulator.faults.clear()
    assert await remind() == Report("complete", 1)


async def test_waiting_costs_one_or_two_reads(emulator: Emulator) -> None:
    await remind()
    emulator.requests.clear()
    await remind()
    assert [request.operation for request in emulator.requests] == ["read"]


async def test_customers_without_an_account_cost_no_request_of_their_own(emulator: Emulator) -> None:
    for n in range(20):
        await open_on(SOON, f"document-{n}", f"customer-without-{n}")
    emulator.requests.clear()
    await remind()
    asked = [str(one.container) for one in emulator.requests if one.operation == "query" and one.status == 200]
    assert sorted(asked) == ["accounts", *["customers"] * 6], (
        "due in three days, on Saturday, Sunday, Monday; prices; readings"
    )


@pytest.mark.parametrize("ran", [[0, 1, 2, 3, 4, 5, 6], [0, 1, 3, 4, 6], [0, 4, 5, 6], [0, 5, 6]])
def test_every_due_day_has_its_turn_once_whatever_days_are_missed(ran: list[int]) -> None:
    seen: list[Step] = []
    done = None
    for day in (TODAY + timedelta(days=n) for n in ran):
        seen += reminders.steps(day, done)
        done = day
    assert len(seen) == len(set(seen))
    days = [TODAY + timedelta(days=n) for n in range(7)]
    due = [one for day in days for one in due_days(day - timedelta(days=1))]
    assert sorted(step.due_on for step in seen if step.notice == "overdue") == due


async def test_the_end_of_a_promised_price_is_told_sixty_days_before(mailbox: Mailbox) -> None:
    last_day = TODAY + timedelta(days=60)
    await mirrored(
        a_contract(entity="contract-told", fixedPriceUntil=last_day.isoformat()),
        a_contract(entity="contract-more", number="U/2", fixedPriceUntil=last_day.isoformat()),
        a_contract(entity="contract-over", number="U/3", fixedPriceUntil=last_day.isoformat(), status="ended"),
    )
    assert await remind() == Report("complete", 1)
    [text] = await texts(mailbox)
    assert "Kończy się stała cena energii" in text
    assert f"{last_day:%d.%m.%Y} (sobota) to ostatni dzień stałej ceny w Twojej umowie." in text
    await at(TODAY + timedelta(days=1))
    assert await remind() == Report("complete", 0)


async def test_who_reads_the_meter_is_reminded_three_days_before(mailbox: Mailbox) -> None:
    day = TODAY + timedelta(days=3)
    schedule = {"readingSchedule": {"everyMonths": 2, "nextOn": day.isoformat()}}
    await mirrored(
        a_point(1, meter="manual", **schedule),
        a_point(2, meter="manual", **schedule),
        a_point(3, meter="remote", readingSchedule={"nextOn": day.isoformat()}),
        a_point(4, "customer-firm", meter="manual", suppliedTo=(day - timedelta(days=1)).isoformat(), **schedule),
    )
    await an_account_of("customer-firm", kind="business")
    assert await remind() == Report("complete", 1)
    [text] = await texts(mailbox)
    assert "Podaj odczyt licznika: 27.11.2026 (piątek)" in text
    assert "27.11.2026 (piątek) kończy się okres rozliczeniowy." in text


@pytest.mark.parametrize("notice", ["price_ends", "reading_due"])
async def test_both_can_be_switched_off_and_nobody_who_left_hears_of_them(mailbox: Mailbox, notice: str) -> None:
    told: dict[str, Any] = (
        a_contract(fixedPriceUntil=(TODAY + timedelta(days=60)).isoformat())
        if notice == "price_ends"
        else a_point(1, meter="manual", readingSchedule={"nextOn": (TODAY + timedelta(days=3)).isoformat()})
    )
    await mirrored(told, a_contract("customer-firm", fixedPriceUntil=(TODAY + timedelta(days=60)).isoformat()))
    await an_account_of("customer-firm", kind="business")
    await mirrored(a_change("customer", "customer-firm", "customer-firm", None))
    found = await account_by_id("account-customer-anna")
    assert found is not None
    await switched_off(found[0], notice)
    assert await remind() == Report("complete", 0)
    assert await texts(mailbox) == []

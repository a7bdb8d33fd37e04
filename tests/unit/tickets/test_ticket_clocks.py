"""When answers are due, worked out by hand with a calendar; and what may become of a ticket."""

from datetime import UTC, date, datetime, timedelta

import pytest

from functions.tickets import clocks
from functions.tickets.ticket import Ticket
from shared.problems import Problem
from tests.builders import a_ticket

NIGHT = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
"""Half past midnight of the 27th in Warsaw."""


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00:00+00:00")


@pytest.mark.parametrize(
    ("received", "due", "target"),
    [
        ("2026-11-26", "2026-12-10", "2026-12-10"),
        ("2026-12-10", "2026-12-28", "2026-12-23"),
        ("2025-12-10", "2025-12-29", "2025-12-23"),
        ("2024-12-10", "2024-12-24", "2024-12-24"),
        ("2026-04-17", "2026-05-04", "2026-04-30"),
        ("2026-05-21", "2026-06-05", "2026-06-03"),
        ("2026-12-18", "2027-01-04", "2026-12-31"),
        ("2026-12-23", "2027-01-07", "2027-01-05"),
        ("2026-03-23", "2026-04-07", "2026-04-03"),
        ("2027-03-15", "2027-03-30", "2027-03-26"),
        ("2027-04-19", "2027-05-04", "2027-04-30"),
    ],
)
def test_the_customer_reads_the_day_by_law_and_the_clerk_an_earlier_one(received: str, due: str, target: str) -> None:
    found = clocks.due("complaint", at(received), consumer=True)
    assert (found.due_on, found.target_on) == (date.fromisoformat(due), date.fromisoformat(target))


def test_what_comes_after_midnight_in_warsaw_came_on_the_next_day() -> None:
    assert clocks.due("complaint", NIGHT, consumer=True).due_on == date(2026, 12, 11)


def test_a_request_about_personal_data_has_a_month() -> None:
    assert clocks.due("privacy", at("2026-01-31"), consumer=True).due_on == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("received", "due", "target"),
    [
        ("2026-12-06", "2027-01-07", "2027-01-05"),
        ("2026-12-31", "2027-02-01", "2027-01-29"),
        ("2026-03-06", "2026-04-07", "2026-04-03"),
        ("2026-11-24", "2026-12-28", "2026-12-23"),
    ],
)
def test_a_month_ends_over_new_year_and_easter_as_any_term(received: str, due: str, target: str) -> None:
    found = clocks.due("privacy", at(received), consumer=True)
    assert (found.due_on, found.target_on) == (date.fromisoformat(due), date.fromisoformat(target))


def test_the_year_changes_in_warsaw() -> None:
    silvester = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert clocks.due("complaint", silvester, consumer=True).due_on == date(2027, 1, 15)
    assert clocks.restored_by(silvester) == date(2027, 1, 4), "days of the calendar, free ones too"


@pytest.mark.parametrize(
    ("ended", "again"), [("2026-11-27", "2026-12-14"), ("2026-12-09", "2026-12-28"), ("2026-12-17", "2027-01-04")]
)
def test_a_held_supply_is_looked_at_once_the_way_to_the_coordinator_is_over(ended: str, again: str) -> None:
    assert clocks.looked_at_again(at(ended)) == date.fromisoformat(again)


def test_a_question_made_a_complaint_runs_from_its_first_message() -> None:
    asked = a_ticket(at("2026-12-10"))
    complaint = asked.made_complaint(at("2026-12-20"))
    assert (complaint.kind, complaint.rule, complaint.due_on) == ("complaint", "complaint", date(2026, 12, 28))
    assert complaint.revision == asked.revision + 1
    assert complaint.made_complaint(at("2026-12-21")) is complaint


def test_a_threatened_disconnection_makes_nothing_later() -> None:
    due = clocks.due("privacy", at("2026-11-26"), consumer=True)
    asked = a_ticket(at("2026-11-26"), rule=due.rule, due_on=due.due_on, target_on=due.target_on)
    threatened = asked.threatened_with_disconnection(at("2026-11-28"))
    assert (threatened.disconnection, threatened.kind) == (True, "complaint")
    assert threatened.due_on == date(2026, 12, 10)
    assert clocks.restored_by(at("2026-11-28")) == date(2026, 12, 1)


def test_who_writes_next_never_stops_the_clock() -> None:
    ticket = a_ticket(at("2026-11-26")).made_complaint(at("2026-11-26"))
    asked_back = ticket.written_by_office(at("2026-11-27"), final=False)
    assert (asked_back.state, asked_back.answered_at, asked_back.due_on) == ("with_customer", None, ticket.due_on)
    told = asked_back.written_by_customer(at("2026-12-05"))
    assert (told.state, told.due_on) == ("with_office", ticket.due_on)
    answered = told.written_by_office(at("2026-12-06"), final=True)
    assert (answered.state, answered.answered_at) == ("answered", at("2026-12-06"))
    again = answered.written_by_customer(at("2026-12-07")).written_by_office(at("2026-12-08"), final=True)
    assert again.answered_at == at("2026-12-06"), "the first answer is the one the term was kept by"


def test_a_closed_ticket_opens_for_fourteen_days() -> None:
    closed = a_ticket(at("2026-11-26")).closed(at("2026-11-27"), "customer")
    with pytest.raises(Problem, match="ticket_closed"):
        closed.written_by_customer(at("2026-11-28"))
    last = at("2026-11-27") + timedelta(days=14)
    assert closed.reopened(last - timedelta(seconds=1)).state == "with_office"
    with pytest.raises(Problem, match="reopening_over"):
        closed.reopened(last)
    with pytest.raises(Problem, match="ticket_open"):
        a_ticket(at("2026-11-26")).reopened(at("2026-11-27"))


def test_only_an_answer_can_be_rated() -> None:
    with pytest.raises(Problem, match="nothing_to_rate"):
        a_ticket(at("2026-11-26")).rated(at("2026-11-27"), 5, "")


def test_a_hold_of_an_earlier_release_keeps_its_place() -> None:
    stored = a_ticket(NIGHT).model_dump(mode="json")
    del stored["holdSequence"]
    read = Ticket.model_validate(stored | {"holdTurn": 2})
    assert read.hold_sequence == 2
    assert read.model_dump(mode="json")["holdSequence"] == 2

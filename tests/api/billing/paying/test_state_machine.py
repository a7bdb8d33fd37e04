"""Whatever happens in whatever order: settled by the provider = confirmed = told to billing, once each."""

import asyncio
import json
import os
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from functions.sync_timer.payment_reconciliation import reconcile
from local.payment_gateway.faults import Fault
from local.payment_gateway.ledger import Status
from shared import clock
from shared.payments.intent import NEXT, State
from tests.api.billing.paying.conftest import House, Person
from tests.depth import depth

EXAMPLES, STEPS = int(os.environ.get("MOJBOK_TEST_PAYMENT_EXAMPLES", depth(8, 4))), 12
CONFIRMED = {"confirmed", "reported", "booked"}


def reachable(start: State) -> set[State]:
    """The states a payment can ever come to from one."""
    found: set[State] = set()
    waiting = [start]
    while waiting:
        state = waiting.pop()
        if state not in found:
            found.add(state)
            waiting.extend(NEXT[state])
    return found


class Payments(RuleBasedStateMachine):
    """One customer, several payments, and everything that reaches the portal about them."""

    loop: ClassVar[asyncio.AbstractEventLoop]
    house: ClassVar[House]

    ids = Bundle("ids")

    @initialize()
    def a_customer(self) -> None:
        self.person: Person = self.run(self.house.person())
        self.house.drop_notifications()
        self.mails_before = self.run(self.house.mails(self.person))
        self.documents = [self.run(self.person.invoice(amount)) for amount in (10_000, 25_050)]
        self.states: dict[str, State] = {}
        self.first_sent = len(self.house.sent)

    def run[T](self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    # What people and machines do

    @rule(
        target=ids,
        choice=st.sampled_from(["first", "second", "both", "overdue", "balance", "amount"]),
        blik=st.sampled_from([None, None, "777123", "777000", "777111"]),
    )
    def begin(self, choice: str, blik: str | None) -> Any:
        self.run(self.person.sign_in())
        request: dict[str, Any] = {
            "first": {"documents": self.documents[:1]},
            "second": {"documents": self.documents[1:]},
            "both": {"documents": self.documents},
            "overdue": {"overdue": True},
            "balance": {"balance": True},
            "amount": {"amount": 4321},
        }[choice]
        response = self.run(self.person.begin(**request, **({"blikCode": blik} if blik else {})))
        # 200: the connection broke after the payment was written, and the second try found it.
        if response.status_code not in {200, 201}:
            assert response.json()["code"] in {
                "document_in_payment",
                "document_not_payable",
                "payment_in_booking",
                "nothing_to_pay",
                "payments_unavailable",
                "too_many_attempts",
                "unavailable",
            }
            return multiple()
        self.states[response.json()["id"]] = "created"
        return response.json()["id"]

    @rule(payment=ids, how=st.sampled_from(["once", "once", "twice", "lost", "wrong_amount", "bad_signature"]))
    def pay(self, payment: str, how: str) -> None:
        self.person.pay(payment, how)

    @rule(copies=st.integers(1, 3))
    def notify(self, copies: int) -> None:
        answers = self.run(self.house.deliver(copies=copies))
        assert set(answers) <= {200, 401, 409, 503}

    @rule(data=st.data())
    def notify_again(self, data: st.DataObject) -> None:
        sent = self.house.sent[self.first_sent :]
        if sent:
            answer = self.run(self.house.notify(data.draw(st.sampled_from(sent))))
            assert answer.status_code in {200, 401, 409, 503}

    @rule(data=st.data(), field=st.sampled_from(["amount", "orderId", "sessionId", "currency", "sign"]))
    def forge(self, data: st.DataObject, field: str) -> None:
        sent = self.house.sent[self.first_sent :]
        if sent:
            body = json.loads(data.draw(st.sampled_from(sent)))
            body[field] = body[field] + 1 if isinstance(body[field], int) else body[field] + "0"
            assert self.run(self.house.notify(json.dumps(body).encode())).status_code == 401

    @rule(payment=ids)
    def come_back_from_the_provider(self, payment: str) -> None:
        self.run(self.person.sign_in())
        before = self.run(self.person.stored(payment)).version
        self.run(self.person.look(payment))
        assert self.run(self.person.stored(payment)).version == before

    @rule(payment=ids)
    def cancel(self, payment: str) -> None:
        self.run(self.person.sign_in())
        answer = self.run(self.person.browser.delete(f"/api/billing/online-payments/{payment}"))
        assert answer.status_code in {200, 409, 503}

    @rule(minutes=st.sampled_from([1, 5, 31, 400, 3 * 24 * 60]))
    def time_goes_by(self, minutes: int) -> None:
        self.run(self.house.mails(self.person))  # the mail timer runs every half minute
        clock.set_now(clock.now() + timedelta(minutes=minutes))

    @rule()
    def the_timer_runs(self) -> None:
        self.run(reconcile())

    @rule()
    def billing_books(self) -> None:
        from functions.sync_timer.billing_sync import synchronise

        self.run(synchronise())

    @rule(payment=ids)
    def refund(self, payment: str) -> None:
        transaction = self.person.transaction(payment)
        if transaction is not None and transaction.status in {Status.ADVANCE, Status.MADE}:
            self.house.gateway.gateway.refund(transaction.order_id, transaction.session_id, transaction.paid)

    # What breaks

    @rule(kind=st.sampled_from(["down", "down_after"]))
    def the_provider_breaks_once(self, kind: Any) -> None:
        self.house.gateway.gateway.faults.add(Fault(kind=kind, count=1))

    @rule()
    def billing_breaks_once(self) -> None:
        self.house.simulate("faults", kind="down", count=1)

    @rule(
        where=st.sampled_from([("payments", "batch"), ("payments", "replace"), ("outbox", "create")]),
        kind=st.sampled_from(["drop-before", "drop-after"]),
    )
    def the_database_breaks_once(self, where: tuple[str, str], kind: str) -> None:
        self.house.emulator.faults.add(kind, container=where[0], operation=where[1], count=1)

    # What must always hold

    @invariant()
    def no_payment_goes_back(self) -> None:
        for payment, before in getattr(self, "states", {}).items():
            now = self.run(self.person.stored(payment)).intent.state
            assert now in reachable(before), f"{before} became {now}"
            self.states[payment] = now

    @invariant()
    def nothing_is_confirmed_or_told_that_is_not_settled(self) -> None:
        for payment in getattr(self, "states", {}):
            transaction = self.person.transaction(payment)
            settled = transaction is not None and transaction.verifications > 0
            confirmed = self.run(self.person.stored(payment)).intent.confirmed_at is not None
            assert settled or not confirmed
            assert confirmed or not self.person.booked(payment)

    def teardown(self) -> None:
        if hasattr(self, "states"):
            self.run(self._all_ends_well())

    async def _all_ends_well(self) -> None:
        """The faults are over, some hours go by: then everything agrees to the grosz."""
        self.house.heal()
        await self.house.mails(self.person)
        for _ in range(4):
            clock.set_now(clock.now() + timedelta(hours=7))
            await self.house.deliver()
            await reconcile()
            await self.house.mails(self.person)
        await self.house.sync()
        confirmed = 0
        for payment in self.states:
            intent = (await self.person.stored(payment)).intent
            transaction = self.person.transaction(payment)
            settled = transaction is not None and transaction.verifications > 0
            told = [booking.amount for booking in self.person.booked(payment)]
            assert settled == (intent.confirmed_at is not None), (intent.state, transaction)
            assert told == ([intent.amount] if settled else []), intent.state
            if settled:
                assert transaction is not None
                assert transaction.paid == intent.amount
                assert intent.state in {"booked", "refunded"}
                confirmed += 1
            else:
                assert intent.state not in CONFIRMED | {"paid"}
        assert await self.house.mails(self.person) - self.mails_before == confirmed


@pytest.mark.timeout(300)
def test_settled_is_confirmed_is_told_once_each(house: House, loop: asyncio.AbstractEventLoop) -> None:
    Payments.house, Payments.loop = house, loop
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Payments,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            # Each step is real requests: a failure of 12 steps is read sooner than shrunk.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

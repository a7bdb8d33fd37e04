"""Lives of the sync: each begins with an empty database, is disturbed until it has everything, and is compared.

The runner has one thread and one random generator, so that a seed always yields the same disturbances; at which
instruction a kill strikes is still a matter of the machine.
"""

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from local.billing_system.world import ORDINARY_FROM, World
from tests.chaos import children
from tests.chaos.parts import CUSTOMERS, Parts

LEASE_OVER = 130
DAY = 86_400
COSMOS = ("429", "503", "delay", "drop-before", "drop-after")
BILLING = (
    *("repeated_page", "reordered_page", "short_page", "empty_page", "html", "cut_json"),
    *("wrong_pdf_hash", "broken_pdf", "wrong_xml_hash", "broken_xml", "slow", "down"),
)
BROKEN = ("missing-field", "wrong-type", "lines-do-not-add-up", "bad-checksum", "unknown-kind", "not-an-object")


class Mismatch(Exception):
    """The sync did not survive what was done to it."""


class Runner:
    """All lives of one seed."""

    def __init__(self, parts: Parts, data: Path, seed: int) -> None:
        self._parts = parts
        self._data = data
        self._seed = seed
        self._random = random.Random(seed)
        self._log = data / "runs.log"
        self._seconds = 1.0
        self._past: tuple[int, str] = (0, "")
        self.done: Counter[str] = Counter()
        self.lives = 0

    @property
    def disturbances(self) -> int:
        return sum(self.done.values())

    def run(self, wanted: int, report: Callable[[str], None]) -> None:
        """Live until there were enough disturbances. Raises Mismatch at the first difference."""
        self._make_history()
        expected = self._undisturbed("first")
        began = time.monotonic()
        if (again := self._undisturbed("second")) != expected:
            raise Mismatch(f"two undisturbed runs differ:\n{_difference(expected, again)}")
        self._seconds = time.monotonic() - began
        while self.disturbances < wanted:
            self.lives += 1
            self._past = (0, "")
            database = f"life-{self.lives}"
            self._child(partial(children.create, database))
            self._disturb(database, wanted)
            self._finish(database)
            if self._dump(database) != expected:
                difference = _difference(expected, self._dump(database))
                raise Mismatch(f"life {self.lives} of seed {self._seed} ended differently:\n{difference}")
            report(f"life {self.lives}: equal after {self.disturbances} disturbances")

    def _undisturbed(self, database: str) -> str:
        self._child(partial(children.create, database))
        self._finish(database)
        return self._dump(database)

    def _moment(self) -> float:
        """When to strike, in seconds from a run's start: most often early, so that a life takes many runs."""
        return min(self._random.expovariate(5 / self._seconds), self._seconds)

    def _make_history(self) -> None:
        """Let the first customer have news, broken records and better ones; the second stays as on the first day."""
        world = World(seed=7, customers=CUSTOMERS, demo=False, made_on=date.today())  # noqa: DTZ011
        number = world.plan(ORDINARY_FROM).customer.customer_number
        for _ in range(3):
            self._parts.simulate("new-invoice", customerNumber=number)
            self._parts.simulate("payment", customerNumber=number)
        self._parts.simulate("correction", customerNumber=number)
        for kind in BROKEN:
            self._parts.simulate("broken-record", kind=kind, customerNumber=number)
        self._parts.simulate("repaired-records")
        self._parts.simulate("broken-record", kind="missing-field", customerNumber=number)

    def _disturb(self, database: str, wanted: int) -> None:
        """Disturb runs until one of them gets to the end, five at least, or there has been enough."""
        events = [self._killed] * 8 + [self._frozen] * 3 + [self._twice] * 2
        events += [self._cosmos_fails] * 3 + [self._billing_fails] * 2 + [self._blob_fails, self._down_for_days]
        complete, tried = False, 0
        while self.disturbances < wanted and not (complete and tried >= 5):
            complete = self._random.choice(events)(database)
            tried += 1
            self._parts.travel(self._random.choice([LEASE_OVER, LEASE_OVER, 900, 5]))

    def _killed(self, database: str) -> bool:
        child = self._start(database)
        time.sleep(self._moment())
        self.done["kill"] += children.kill(child)
        return False

    def _frozen(self, database: str) -> bool:
        """A run sleeps over its lease while another one works, then wakes up."""
        sleeper = self._start(database)
        time.sleep(0.02 + self._moment())
        if children.ended(sleeper) is not None:
            return False
        os.kill(sleeper, signal.SIGSTOP)
        try:
            self._parts.travel(LEASE_OVER)
            complete = children.wait(self._start(database)) == children.COMPLETE
            self._check_age(database)
        finally:
            os.kill(sleeper, signal.SIGCONT)
        children.wait(sleeper)
        self._check_age(database)
        self.done["freeze"] += 1
        return complete

    def _twice(self, database: str) -> bool:
        pair = [self._start(database), self._start(database)]
        if self._random.random() < 0.5:
            time.sleep(self._moment())
            self.done["kill"] += children.kill(pair.pop())
        codes = [children.wait(child) for child in pair]
        self.done["two at once"] += 1
        return children.COMPLETE in codes

    def _cosmos_fails(self, database: str) -> bool:
        kind = self._random.choice(COSMOS)
        self._parts.fault_cosmos(
            kind=kind,
            ratio=self._random.choice([0.05, 0.2, 0.5]),
            seed=self._random.randrange(10**6),
            retryAfterMs=5,
            delayMs=30,
        )
        return self._under_fault(database, f"cosmos {kind}")

    def _billing_fails(self, database: str) -> bool:
        kind = self._random.choice(BILLING)
        count = self._random.randint(1, 4)
        self._parts.fault_billing(kind=kind, count=count, ms=100, seed=self._random.randrange(10**6))
        return self._under_fault(database, f"billing {kind}")

    def _blob_fails(self, database: str) -> bool:
        mood = self._random.choice(["refuse", "cut"])
        self._parts.fault_blob(mood)
        return self._under_fault(database, f"blob {mood}")

    def _under_fault(self, database: str, name: str) -> bool:
        """A run with a fault in force, now and then killed as well. An end it reports itself is not to be trusted."""
        child = self._start(database)
        if self._random.random() < 0.3:
            time.sleep(self._moment())
            self.done["kill"] += children.kill(child)
        else:
            children.wait(child)
        self._parts.heal()
        self.done[name] += 1
        return False

    def _down_for_days(self, database: str) -> bool:
        """Billing is down for six days: the age of the data stands still, whatever the runs do."""
        before = self._state(database)
        self._parts.fault_billing(kind="down")
        for _ in range(3):
            self._parts.travel(2 * DAY)
            if children.wait(self._start(database)) != children.STOPPED:
                raise Mismatch("a run was complete while billing was down")
        after = self._state(database)
        if any(before.get(name) != after[name] for name in ("cursor", "completeAt") if before):
            raise Mismatch(f"billing was down, but the state moved from {before} to {after}")
        self._parts.heal()
        self.done["six days down"] += 1
        return False

    def _check_age(self, database: str) -> None:
        """Neither the cursor nor the age of the data ever goes back."""
        state = self._state(database)
        now = (int(state.get("cursor", 0)), str(state.get("completeAt") or ""))
        if now[0] < self._past[0] or now[1] < self._past[1]:
            raise Mismatch(f"life {self.lives} of seed {self._seed}: the state went back from {self._past} to {now}")
        self._past = now

    def _finish(self, database: str) -> None:
        """Two runs without disturbance: the second gets what the first could only note."""
        self._parts.heal()
        for _ in range(2):
            self._parts.travel(900)
            if children.wait(self._start(database)) != children.COMPLETE:
                raise Mismatch(f"life {self.lives} of seed {self._seed}: an undisturbed run did not end well")

    def _start(self, database: str) -> int:
        return children.start(partial(children.sync, database), self._log)

    def _child(self, work: Callable[[], int]) -> None:
        if children.wait(children.start(work, self._log)) != children.COMPLETE:
            raise RuntimeError(f"a child failed; {self._log} says why")

    def _dump(self, database: str) -> str:
        target = self._data / f"{database}.json"
        self._child(partial(children.dump, database, target))
        return target.read_text()

    def _state(self, database: str) -> dict[str, object]:
        target = self._data / "state.json"
        self._child(partial(children.state, database, target))
        return dict(_loaded(target.read_text()))


def _loaded(text: str) -> dict[str, object]:
    return dict(json.loads(text))


def _difference(expected: str, found: str) -> str:
    one, two = _loaded(expected), _loaded(found)
    lines = [f"  {key}: missing" for key in one.keys() - two.keys()]
    lines += [f"  {key}: not expected" for key in two.keys() - one.keys()]
    lines += [f"  {key}:\n    {one[key]}\n    {two[key]}" for key in one.keys() & two.keys() if one[key] != two[key]]
    return "\n".join(line[:1500] for line in sorted(lines)[:10])

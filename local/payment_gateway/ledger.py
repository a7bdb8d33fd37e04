"""Transactions and the notifications still to be sent, in one SQLite file: a restart forgets nothing."""

import json
import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import Path
from secrets import token_hex
from typing import Any

_TABLES = """
create table if not exists transactions (
    order_id integer primary key autoincrement, session_id text not null, token text not null unique,
    body text not null, status integer not null default 0, paid integer not null default 0,
    method integer not null default 0, paid_at text, pays_at text, later text, verifications integer not null default 0,
    refunded integer not null default 0);
create index if not exists transactions_by_session on transactions (session_id);
create table if not exists notifications (
    seq integer primary key autoincrement, order_id integer not null, body text not null,
    attempt integer not null default 0, due_at text, copies integer not null default 1);
"""
RETRIES = tuple(timedelta(minutes=minutes) for minutes in (3, 5, 15, 30, 60, 150, 450))
"""When a notification comes again unless the transaction has been verified."""


class Status(IntEnum):
    """A transaction's status as `by/sessionId` tells it."""

    NO_PAYMENT = 0
    ADVANCE = 1
    MADE = 2
    RETURNED = 3


@dataclass(frozen=True)
class Transaction:
    """A registered transaction. `paid` is what was really paid, in grosze; `body` is the registration."""

    order_id: int
    session_id: str
    token: str
    body: dict[str, Any]
    status: Status
    paid: int
    method: int
    paid_at: datetime | None
    verifications: int
    refunded: int

    @property
    def amount(self) -> int:
        return int(self.body["amount"])

    @property
    def statement(self) -> str:
        """The title on the bank statement."""
        return f"p24-{self.order_id:08d}"


@dataclass(frozen=True)
class DueNotification:
    """One POST to be made now, `copies` times at once."""

    seq: int
    url: str
    body: bytes
    copies: int


class Ledger:
    """Calls are safe from several threads."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("pragma journal_mode = wal")
        self._db.executescript(_TABLES)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def register(self, body: Mapping[str, Any]) -> Transaction:
        """Store a registration; registering a session again gives a further token, as a new attempt to pay."""
        token = f"{token_hex(5)}-{token_hex(5)}-{token_hex(5)}-{token_hex(5)}".upper()
        self._write(
            "insert into transactions (session_id, token, body) values (?, ?, ?)",
            body["sessionId"],
            token,
            json.dumps(body),
        )
        return self._one("token = ?", token)

    def by_token(self, token: str) -> Transaction | None:
        return next(iter(self._transactions("token = ?", token)), None)

    def by_order(self, order_id: int) -> Transaction | None:
        return next(iter(self._transactions("order_id = ?", order_id)), None)

    def by_session(self, session_id: str) -> Transaction | None:
        """The transaction of a session: the one with money on it, or the newest."""
        found = self._transactions("session_id = ? order by status > 0 desc, order_id desc", session_id)
        return next(iter(found), None)

    def all(self) -> list[Transaction]:
        return self._transactions("1 = 1 order by order_id")

    def pay(self, order_id: int, amount: int, method: int, now: datetime) -> bool:
        """Take the money; False where the transaction has been paid before."""
        with self._lock:
            changed = self._db.execute(
                "update transactions set status = 1, paid = ?, method = ?, paid_at = ?, pays_at = null"
                " where order_id = ? and status = 0",
                (amount, method, now.isoformat(), order_id),
            )
            return changed.rowcount == 1

    def pay_later(self, order_id: int, at: datetime, how: Mapping[str, Any]) -> None:
        """Note that the payer's money arrives at an instant."""
        self._write(
            "update transactions set pays_at = ?, later = ? where order_id = ?",
            at.isoformat(),
            json.dumps(how),
            order_id,
        )

    def late_payments(self, now: datetime) -> list[tuple[Transaction, dict[str, Any]]]:
        """The transactions whose money has arrived by now."""
        with self._lock:
            rows = self._db.execute("select * from transactions where pays_at is not null and status = 0").fetchall()
        return [
            (_transaction(row), json.loads(row["later"]))
            for row in rows
            if datetime.fromisoformat(row["pays_at"]) <= now
        ]

    def verify(self, order_id: int) -> None:
        """Settle the transaction: its money goes to the merchant."""
        self._write(
            "update transactions set status = max(status, 2), verifications = verifications + 1 where order_id = ?",
            order_id,
        )

    def refund(self, order_id: int, amount: int) -> bool:
        """Return money to the payer; False where more would be returned than was paid."""
        with self._lock:
            changed = self._db.execute(
                "update transactions set refunded = refunded + ?,"
                " status = case when refunded + ? = paid then 3 else status end"
                " where order_id = ? and status in (1, 2) and refunded + ? <= paid",
                (amount, amount, order_id, amount),
            )
            return changed.rowcount == 1

    def add_notification(self, order_id: int, body: Mapping[str, Any], due_at: datetime, copies: int = 1) -> None:
        """Have a notification sent from an instant on."""
        self._write(
            "insert into notifications (order_id, body, due_at, copies) values (?, ?, ?, ?)",
            order_id,
            json.dumps(body, ensure_ascii=False),
            due_at.isoformat(),
            copies,
        )

    def take_due(self, now: datetime, *, all_waiting: bool = False) -> list[DueNotification]:
        """The notifications due now, each moved to its next attempt; verified ones are dropped."""
        taken: list[DueNotification] = []
        with self._lock:
            for row in self._db.execute("select * from notifications where due_at is not null").fetchall():
                transaction = self._one("order_id = ?", row["order_id"])
                over = row["attempt"] > 0 and transaction.status != Status.ADVANCE
                if not over and not all_waiting and datetime.fromisoformat(row["due_at"]) > now:
                    continue
                self._move_on(row, None if over else now)
                if not over:
                    url = str(transaction.body.get("urlStatus") or "")
                    copies = row["copies"] if row["attempt"] == 0 else 1
                    taken.append(DueNotification(row["seq"], url, row["body"].encode(), copies))
        return taken

    def _move_on(self, row: sqlite3.Row, now: datetime | None) -> None:
        attempt = row["attempt"] + 1
        again = None if now is None or attempt > len(RETRIES) else now + RETRIES[attempt - 1]
        self._write(
            "update notifications set attempt = ?, due_at = ? where seq = ?",
            attempt,
            again.isoformat() if again else None,
            row["seq"],
        )

    def waiting_notifications(self) -> list[dict[str, Any]]:
        """What is still to be sent, for people who look."""
        with self._lock:
            rows = self._db.execute("select * from notifications where due_at is not null order by seq").fetchall()
        return [{"orderId": row["order_id"], "attempt": row["attempt"], "dueAt": row["due_at"]} for row in rows]

    def _one(self, where: str, *values: object) -> Transaction:
        return self._transactions(where, *values)[0]

    def _transactions(self, where: str, *values: object) -> list[Transaction]:
        with self._lock:
            rows = self._db.execute(f"select * from transactions where {where}", values).fetchall()
        return [_transaction(row) for row in rows]

    def _write(self, sql: str, *values: object) -> None:
        with self._lock:
            self._db.execute(sql, values)


def _transaction(row: sqlite3.Row) -> Transaction:
    return Transaction(
        order_id=row["order_id"],
        session_id=row["session_id"],
        token=row["token"],
        body=json.loads(row["body"]),
        status=Status(row["status"]),
        paid=row["paid"],
        method=row["method"],
        paid_at=datetime.fromisoformat(row["paid_at"]) if row["paid_at"] else None,
        verifications=row["verifications"],
        refunded=row["refunded"],
    )

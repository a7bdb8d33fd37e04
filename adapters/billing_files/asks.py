"""What the portal tells and asks of billing: kept at once, answered once, and handed over as files to be imported."""

import csv
import hashlib
import io
import itertools
import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from shared.billing_contract import CustomerRequest, PaymentBooked, PaymentReport, RequestAccepted

WARSAW = ZoneInfo("Europe/Warsaw")
PAYMENT_COLUMNS = ("numer mojBOK", "id klienta", "kwota", "zapłacono", "operator", "numer operatora", "dokumenty")

_HANDED = "handed"
_PHOTO_SUFFIXES = {".jpg", ".png"}


class KeyReused(Exception):
    """The idempotency key was used with another body."""


class Asks:
    """Payments and requests as the portal sent them. The same key with the same body has the same answer for ever."""

    def __init__(self, data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self._photos = data / "photos"
        self._lock = Lock()
        self._db = sqlite3.connect(data / "asks.sqlite", timeout=30, isolation_level=None, check_same_thread=False)
        self._db.execute("pragma synchronous = full")
        self._db.execute(
            "create table if not exists asks (key text primary key, kind text, digest text, body text, answer text,"
            " reference text, handed text)"
        )

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def pay(self, key: str, report: PaymentReport, now: datetime) -> str:
        """Keep a payment; returns the answer as JSON. Raises KeyReused."""
        body = report.model_dump_json(exclude_none=True)
        booked = PaymentBooked(payment_id=report.portal_reference, booked_on=now.astimezone(WARSAW).date())
        return self._once(f"payment {key}", "payment", report.portal_reference, body, booked.model_dump_json)

    def request(self, key: str, request: CustomerRequest, now: datetime) -> str:
        """Keep a request; returns the answer as JSON, with a reference for the customer. Raises KeyReused."""
        body = request.model_dump_json(exclude_none=True)

        def answer() -> str:
            number = int(self._db.execute("select count(*) + 1 from asks where kind = 'request'").fetchone()[0])
            accepted = RequestAccepted(reference=f"ZL/{now.astimezone(WARSAW):%Y}/{number:06}", accepted_at=now)
            return accepted.model_dump_json()

        return self._once(f"request {key}", "request", request.portal_reference, body, answer)

    def _once(self, key: str, kind: str, reference: str, body: str, answer: Callable[[], str]) -> str:
        digest = hashlib.sha256(body.encode()).hexdigest()
        with self._alone():
            known = self._db.execute("select digest, answer from asks where key = ?", (key,)).fetchone()
            if known is None:
                known = digest, answer()
                self._db.execute(
                    "insert into asks values (?, ?, ?, ?, ?, ?, null)", (key, kind, digest, body, known[1], reference)
                )
        if known[0] != digest:
            raise KeyReused
        return str(known[1])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Read and write while no other thread or process does; what breaks off is taken back."""
        with self._lock:
            self._db.execute("begin immediate")
            try:
                yield
            except BaseException:
                # On a full disk SQLite has taken everything back already.
                if self._db.in_transaction:
                    self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def knows_request(self, reference: str) -> bool:
        """Whether a request of this reference was taken."""
        asked = "select 1 from asks where kind = 'request' and reference = ?"
        return bool(self._db.execute(asked, (reference,)).fetchone())

    def keep_photo(self, reference: str, content: bytes, suffix: str) -> None:
        """Keep the photo of a reading, to be handed over beside its request."""
        self._photos.mkdir(exist_ok=True)
        name = f"{_photo_name(reference)}{suffix}"
        handed = self._photos / _HANDED / name
        if not (handed.is_file() and handed.read_bytes() == content):
            _write(self._photos / name, content)

    def hand_over(self, folder: Path, now: datetime, key_of: Callable[[str], str | None]) -> list[Path]:
        """Write what was not handed over yet as files for the billing system; returns them.

        Payments as CSV (UTF-8 with BOM, `;`, złoty), requests as JSON lines, the photos of readings under the portal's
        number of their request; ids are what the export calls them, by `key_of`. A file appears whole under its name
        and is never written over. After a crash at that moment the same may stand in two files: the portal's number of
        each tells.
        """
        folder.mkdir(parents=True, exist_ok=True)
        stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        made = []
        with self._alone():
            for kind, name, suffix in (("payment", "wplaty", ".csv"), ("request", "zlecenia", ".jsonl")):
                found = self._db.execute(
                    "select key, body from asks where kind = ? and handed is null order by rowid", (kind,)
                ).fetchall()
                if not found:
                    continue
                bodies = [_in_their_words(json.loads(body), key_of) for _, body in found]
                file = _free(folder, f"{name}-{stamp}", suffix)
                (_payments if kind == "payment" else _requests)(file, bodies)
                self._db.executemany("update asks set handed = ? where key = ?", [(stamp, key) for key, _ in found])
                made.append(file)
            return made + self._hand_photos(folder)

    def _hand_photos(self, folder: Path) -> list[Path]:
        """Those that came since; one may come after its request was handed over."""
        photos = {file.stem: file for file in self._photos.glob("*") if file.suffix in _PHOTO_SUFFIXES}
        made = []
        for (reference,) in self._db.execute("select reference from asks where kind = 'request'") if photos else ():
            if (photo := photos.get(_photo_name(reference))) is None:
                continue
            file = _free(folder, "zdjecie-" + re.sub(r"[^A-Za-z0-9_-]", "_", reference), photo.suffix)
            _write(file, photo.read_bytes())
            (handed := self._photos / _HANDED).mkdir(exist_ok=True)
            photo.replace(handed / photo.name)
            made.append(file)
        return made

    def waiting(self) -> int:
        """How many are not handed over yet."""
        return int(self._db.execute("select count(*) from asks where handed is null").fetchone()[0])


def _photo_name(reference: str) -> str:
    return hashlib.sha256(reference.encode()).hexdigest()


def _free(folder: Path, stem: str, suffix: str) -> Path:
    """A name that no file has: one that is there was handed over before, perhaps in the same second."""
    names = (f"{stem}{'' if count == 1 else f'-{count}'}{suffix}" for count in itertools.count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def _in_their_words(body: Any, key_of: Callable[[str], str | None]) -> Any:
    """The body with each id replaced by the export's own key."""
    if isinstance(body, list):
        return [_in_their_words(one, key_of) for one in body]
    if not isinstance(body, dict):
        return body
    told: dict[str, Any] = {}
    for name, value in body.items():
        if name.endswith("Id"):
            told[name] = key_of(value) or value
        elif name.endswith("Ids"):
            told[name] = [key_of(one) or one for one in value]
        else:
            told[name] = _in_their_words(value, key_of)
    return told


def _payments(file: Path, payments: list[dict[str, Any]]) -> None:
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";")
    rows.writerow(PAYMENT_COLUMNS)
    for body in payments:
        named = ", ".join(f"{one['documentId']}: {_zloty(one['amount'])}" for one in body.get("documents", []))
        paid = [body[name] for name in ("paidAt", "provider", "providerReference")]
        rows.writerow([body["portalReference"], body["customerId"], _zloty(body["amount"]), *paid, named])
    _write(file, text.getvalue().encode("utf-8-sig"))


def _requests(file: Path, requests: list[dict[str, Any]]) -> None:
    _write(file, "".join(json.dumps(body, ensure_ascii=False) + "\n" for body in requests).encode())


def _write(file: Path, content: bytes) -> None:
    with (partly := file.with_suffix(".part")).open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    partly.replace(file)


def _zloty(grosze: int) -> str:
    return f"{grosze // 100},{grosze % 100:02}"

"""Makes the PDFs of the first day ahead of time, on all cores, with progress."""

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from local.billing_system.books.account import Account
from local.billing_system.books.ksef import is_waiting
from local.billing_system.journal import Journal, StoredPdf
from local.billing_system.papers.pdfs import PdfStore
from local.billing_system.system import BillingSystem
from local.billing_system.world import World

CHUNK = 8
"""So many customers are handed to a process at once."""


def prepare(system: BillingSystem, data: Path) -> int:
    """Make all PDFs the first day announces and return how many were made; nothing to do when they are there."""
    if system.settings.pdfs == "none" or system.journal.meta("prepared") == "yes":
        return 0
    begun = time.monotonic()
    chunks = list(_chunks(list(system.world.every_place())))
    made = done = 0
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count() or 2, mp_context=context) as pool:
        jobs = [pool.submit(_make, system.world, data, chunk) for chunk in chunks]
        for job in as_completed(jobs):
            pdfs = job.result()
            system.journal.set_pdfs(pdfs)
            made, done = made + len(pdfs), done + 1
            _progress(done / len(chunks), made, time.monotonic() - begun)
    system.journal.set_meta("prepared", "yes")
    return made


def _make(world: World, data: Path, places: list[int]) -> list[tuple[str, StoredPdf]]:
    store, journal = PdfStore(data / "pdf"), Journal(data / "journal.sqlite")
    made = [
        (key, store.make(account, key))
        for account in (world.account(place, world.made_on) for place in places)
        for key in _printed(account)
        if journal.pdf(key) is None
    ]
    journal.close()
    return made


def _printed(account: Account) -> Iterator[str]:
    """The ids of what is announced as PDF."""
    for contract in account.plan.contracts:
        if contract.signed_on is not None:
            yield account.ids.make(account.plan.place, "contract", contract.serial)
    for document_id, document in account.ledger.documents.items():
        if not is_waiting(document, account.made_on):
            yield document_id


def _chunks(places: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(places), CHUNK):
        yield places[first : first + CHUNK]


def _progress(share: float, made: int, seconds: float) -> None:
    if sys.stdout.isatty():
        print(
            f"\r  invoice PDFs: {share:4.0%}  {made:5d}  {seconds:3.0f} s", end="\n" if share == 1 else "", flush=True
        )
    elif share == 1 or int(share * 100) % 10 == 0:
        print(f"  invoice PDFs: {share:4.0%}, {made} made, {seconds:.0f} s", flush=True)

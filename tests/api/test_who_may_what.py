"""Who may call what: every operation of the OpenAPI document against everybody there is, in one table.

A new operation fails until it has a row; a row says what each column gets, a letter each, and is thought about once.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any, get_args

import httpx
import pytest

from functions.auth.accounts import change_account_ending_access
from functions.staff.sessions import Role as OfficeRole
from functions.staff.sessions import open_session as open_office
from shared import clock
from shared.access import grants
from shared.access.api_keys import create_key
from shared.access.grants import Grant
from shared.access.permissions import Role
from shared.access.sessions import COOKIE, OFFICE_COOKIE, Acting, Session, change_session, find_session, open_session
from shared.settings import settings
from tests.api.auth.sign_in.test_recovery import body_of, operations
from tests.api.conftest import Mailbox, a_browser
from tests.api.journey import signed_in
from tests.api.who_may_what import who_may_what
from tests.builders import a_balance, a_customer, a_document, mirrored

EWA = "customer-ewa1"
COLUMNS = (
    "nobody",
    "own",
    *get_args(Role),
    "nobody's guest",
    "restricted",
    "second step",
    "disabled",
    "key",
    "clerk",
    "lead",
    "no role",
)
"""The customer; somebody invited in each role, and somebody who acts for nobody yet; a session that must set a
password, one that waits for its second step, one of an account that was closed; a personal API key of every scope; the
office. Whether a customer gets another's things is asked in test_every_operation.py, of each id an operation takes."""

LETTERS = {
    "session_missing": ".",
    "permission_missing": "-",
    "password_change_required": "p",
    "second_step_required": "s",
    "key_scope_missing": "k",
    "office_lead_required": "L",
    "office_role_missing": "r",
}
"""What a refusal is written as; `+` is let in, whatever comes then."""

_ENDS = {
    ("delete", "/api/auth/sessions"),
    ("delete", "/api/auth/sessions/current"),
    ("delete", "/api/staff/sessions/current"),
}
"""What would end the session the next operation is tried with: asked last."""


@pytest.fixture
async def everybody(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> AsyncIterator["Everybody"]:
    await mirrored(a_customer(), a_balance(), a_document(), a_customer(EWA, pesel="02070803628", customerNumber="KL-5"))
    await signed_in(browser, "44051401359")
    session = await find_session(browser.cookies[COOKIE])
    assert session is not None
    async with AsyncExitStack() as stack:
        yield Everybody(session, browser.cookies, stack)


class Everybody:
    """Each column before a browser of its own."""

    def __init__(self, session: Session, signed_in: httpx.Cookies, stack: AsyncExitStack) -> None:
        self._session, self._signed_in, self._stack = session, signed_in, stack

    async def as_column(self, column: str) -> httpx.AsyncClient:
        browser = await self._stack.enter_async_context(a_browser())
        if column in {"clerk", "lead", "no role"}:
            roles: tuple[OfficeRole, ...] = {"clerk": ("bok.clerk",), "lead": ("bok.lead",)}.get(column, ())  # type: ignore[assignment]
            browser.cookies.set(OFFICE_COOKIE, (await open_office("clerk-1", "Ewa Lis", roles))[1])
        elif column == "key":
            _, token = await create_key(self._session.account_id, 0, "Dom", ["billing:read", "supply:read"])
            browser.headers["X-Api-Key"] = token
        elif column == "disabled":
            browser.cookies = self._signed_in
            await change_account_ending_access(
                self._session.account_id, lambda one: one.model_copy(update={"state": "closed"})
            )
        elif column != "nobody":
            browser.cookies.set(COOKIE, await self._session_of(column))
        return browser

    async def _session_of(self, column: str) -> str:
        fields = ("account_id", "customer_id", "kind", "display_name", "customer_number", "terms_version", "locale")
        facts: dict[str, Any] = {name: getattr(self._session, name) for name in fields}
        if column == "nobody's guest":
            facts["customer_id"] = "nobody"
        pending = {"restricted": ("password_change",), "second step": ("second_step",)}.get(column, ())
        session, token = await open_session(**facts, pending=pending)  # type: ignore[arg-type]
        if column in get_args(Role):
            await self._act(session, column)
        return token

    async def _act(self, session: Session, role: Any) -> None:
        now = clock.now()
        grant = Grant(
            id=f"grant-of-ewa-{role}",
            customer_id=EWA,
            role=role,
            state="active",
            account_id=session.account_id,
            email="anna@example.com",
            locale="pl",
            token_digest="none",
            invited_by="account-ewa1",
            epoch=0,
            invited_at=now,
            invite_expires_at=now,
        )
        await grants.create(grant)
        acting = Acting(
            grant_id=grant.id, customer_id=EWA, kind="individual", display_name="Ewa", customer_number="KL-5", role=role
        )
        await change_session(session, acting=acting)


async def letter(browser: httpx.AsyncClient, method: str, path: str) -> str:
    answer = await browser.request(method, path.replace("{", "").replace("}", ""), **body_of(method, path))
    assert answer.status_code < 500 or answer.status_code == 503, (method, path, answer.text)
    code = answer.json().get("code") if "json" in answer.headers.get("content-type", "") and answer.content else None
    refused = answer.status_code in {401, 403} and isinstance(code, str)
    return LETTERS.get(code, "+") if refused else "+"  # type: ignore[arg-type]


def asked(browser: httpx.AsyncClient) -> list[tuple[str, str]]:
    """Every operation as the document names it, those that end a session last."""
    from tests.api.auth.sign_in.test_recovery import schema

    paths = schema(browser)["paths"]
    every = [(method, path) for path in paths for method in paths[path]]
    return sorted(every, key=lambda one: one in _ENDS)


def test_every_operation_has_a_row_and_every_row_an_operation(portal: str) -> None:
    assert set(who_may_what()) == set(asked(a_browser()))
    assert {len(letters) for letters in who_may_what().values()} == {len(COLUMNS)}
    assert len(operations(a_browser())) == len(who_may_what())


@pytest.mark.parametrize("column", COLUMNS)
async def test_everybody_gets_what_the_table_says(
    everybody: Everybody, column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOJBOK_REQUEST_LIMIT", "100000")
    settings.cache_clear()
    browser, place, table = await everybody.as_column(column), COLUMNS.index(column), who_may_what()
    found = {one: await letter(browser, *one) for one in asked(browser)}
    assert {one: got for one, got in found.items() if one in table and table[one][place] != got} == {}

"""Nobody, a clerk least of all, sets or sees the secret of somebody else's account.

Held over the whole OpenAPI document: every operation that takes or gives something like a secret stands here, with
the reason why it is the caller's own. A new one makes the test fail until somebody has thought about it.
"""

import json
import re
from typing import Any

import httpx

from shared.http.web import openapi_json
from tests.api.auth.steps import EMAIL, PESEL, an_account
from tests.api.conftest import Mailbox, settle_mail

SECRET = re.compile(r"password|secret|token|credential|otp|(^|_)pin($|_)|^uri$|^qr|codes?$", re.IGNORECASE)
HARMLESS = {
    "code",
    "recoveryCodesLeft",
    "passwordChangeRequired",
    "passwordChangedAt",
    "passwordRecoveryRequired",
    "postalCode",
}
"""Names of that kind that hold none; `code` where it is a consent's or a fault's (see OWN for those that are not)."""

TAKEN = {
    ("post", "/api/auth/activations"): {"token", "password"},  # the account the link makes
    ("post", "/api/auth/activation-checks"): {"token"},  # of a link, which is only asked about
    ("post", "/api/auth/invited-accounts"): {"token", "password"},  # the account the invitation makes
    ("post", "/api/profile/invitations/looks"): {"token"},  # from the mail to whoever is invited
    ("post", "/api/profile/invitations/acceptances"): {"token"},  # the same, for the session's own account
    ("post", "/api/auth/sessions"): {"password"},  # checked, not set
    ("put", "/api/auth/password"): {"currentPassword", "newPassword"},  # the session's own account
    ("post", "/api/auth/second-steps"): {"code"},  # checked, for the session's own account
    ("post", "/api/auth/totp/confirmations"): {"code"},  # the same
    ("post", "/api/auth/reauthentications"): {"password"},  # the same
    ("post", "/api/auth/reauthentications/passkeys"): {"credential"},  # the same
    ("post", "/api/auth/passkeys"): {"credential"},  # a public key, for the session's own account
    ("post", "/api/auth/passkeys/sessions"): {"credential"},  # checked, not set
    ("post", "/api/auth/email-confirmations"): {"token"},  # from the mail to the new address
    ("post", "/api/auth/email-undos"): {"token"},  # from the mail to the old address
    ("post", "/api/staff/sessions"): {"code"},  # of Entra ID, of the clerk's own way in
    ("post", "/api/billing/online-payments"): {"blikCode"},  # of a payment, of no account
}
GIVEN = {
    ("post", "/api/auth/totp"): {"secret", "uri", "qrSvg"},  # the session's own account
    ("post", "/api/auth/totp/confirmations"): {"codes"},  # the same
    ("post", "/api/auth/totp/recovery-codes"): {"codes"},  # the same
    ("post", "/api/profile/api-keys"): {"token"},  # a new key of the session's own account, shown once
}


IN_ADDRESS = {
    ("get", "/api/profile/unsubscriptions"): {"token"},
    ("post", "/api/profile/unsubscriptions"): {"token"},
}
"""Mail programs post to the address that stands in a mail (RFC 8058); this one is good for one switch."""


def document(browser: httpx.AsyncClient) -> dict[str, Any]:
    transport = browser._transport
    assert isinstance(transport, httpx.ASGITransport)
    found: dict[str, Any] = json.loads(openapi_json(transport.app))  # type: ignore[arg-type]
    return found


def names(schema: Any, whole: dict[str, Any], seen: frozenset[str] = frozenset()) -> set[str]:
    """Every property of a schema, those within it included."""
    if isinstance(schema, list):
        return {name for part in schema for name in names(part, whole, seen)}
    if not isinstance(schema, dict):
        return set()
    found = {*schema.get("properties", {})}
    reference = schema.get("$ref")
    if reference and reference not in seen:
        model = whole["components"]["schemas"][reference.rpartition("/")[2]]
        found |= names(model, whole, seen | {reference})
    return found | {name for value in schema.values() for name in names(value, whole, seen)}


def secrets(schema: Any, whole: dict[str, Any], own: set[str]) -> set[str]:
    return {name for name in names(schema, whole) if SECRET.search(name) and (name in own or name not in HARMLESS)}


def operations(whole: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(method, path): whole["paths"][path][method] for path in whole["paths"] for method in whole["paths"][path]}


async def test_every_operation_that_takes_or_gives_a_secret_is_known(browser: httpx.AsyncClient) -> None:
    whole = document(browser)
    every = operations(whole)
    taken = {key: secrets(one.get("requestBody"), whole, TAKEN.get(key, set())) for key, one in every.items()}
    answers = {
        key: {status: answer for status, answer in one["responses"].items() if status.startswith("2")}
        for key, one in every.items()
    }
    given = {key: secrets(answers[key], whole, GIVEN.get(key, set())) for key in every}
    assert {key: found for key, found in taken.items() if found} == TAKEN
    assert {key: found for key, found in given.items() if found} == GIVEN
    told = {key: {parameter["name"] for parameter in one.get("parameters", [])} for key, one in every.items()}
    in_address = {key: {name for name in named if SECRET.search(name)} - HARMLESS for key, named in told.items()}
    assert {key: found for key, found in in_address.items() if found} == IN_ADDRESS


async def test_no_operation_with_a_secret_names_an_account_and_none_is_a_clerks(browser: httpx.AsyncClient) -> None:
    whole = document(browser)
    for key in TAKEN | GIVEN:
        one = operations(whole)[key]
        assert "/staff" not in key[1] or key == ("post", "/api/staff/sessions")
        assert "parameters" not in one or {p["in"] for p in one["parameters"]} <= {"header"}, key
        named = names(one.get("requestBody"), whole) & {"accountId", "customerId", "customerNumber", "login", "email"}
        chooses = {("post", "/api/auth/sessions"), ("post", "/api/auth/invited-accounts")}
        assert named <= ({"login"} if key in chooses else set()), key


async def test_starting_a_recovery_answers_nothing_and_writes_to_the_mailbox_only(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """A clerk on the telephone does what everybody may: the login goes in, the mail goes to the account's mailbox."""
    await an_account()
    whole = document(browser)
    recovery = operations(whole)["post", "/api/auth/password-recoveries"]
    assert names(recovery["requestBody"], whole) == {"login", "locale"}
    answer = await browser.post("/api/auth/password-recoveries", json={"login": PESEL})
    assert [*answer.json()] == ["expiresAt"]
    assert "set-cookie" not in answer.headers
    elsewhere = {"login": PESEL, "email": "clerk@example.com"}
    assert (await browser.post("/api/auth/password-recoveries", json=elsewhere)).status_code == 400
    await settle_mail()
    assert [to for to, _ in mailbox.mails] == [EMAIL]

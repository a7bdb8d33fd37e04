"""`python -m local.smoke URL`: does a deployment work, and if not, what is wrong with it.

Waits for the release named by `--version`. It compares the functions with the source: where the function app is linked
to the web app and answers nobody else, by the names in FUNCTIONS, as `az functionapp function list` tells them; else by
asking the host with the master key in HOST_KEY. With a test customer in LOGIN and PASSWORD it signs in and reads the
balance. Exit code 1 and one sentence where something is wrong.
"""

import argparse
import os
import sys
import time

import httpx

from functions.areas import ROUTES
from functions.sync_timer.timers import timers

POLL_SECONDS = 5.0


class NotYet(Exception):
    """What is wrong now and may pass while a deployment is under way."""


class Broken(Exception):
    """What is wrong and stays so."""


def main() -> None:
    arguments = _parse_arguments()
    origin = {"Origin": arguments.origin or arguments.url.rstrip("/"), "X-Requested-With": "mojbok"}
    with httpx.Client(base_url=arguments.url, headers=origin, timeout=60, trust_env=False) as client:
        try:
            wait_until_healthy(client, arguments.version, arguments.patience)
            if os.environ.get("FUNCTIONS"):
                compare_functions(os.environ["FUNCTIONS"].split())
            elif os.environ.get("HOST_KEY"):
                count_functions(client, os.environ["HOST_KEY"])
            if os.environ.get("LOGIN"):
                sign_in(client, os.environ["LOGIN"], os.environ.get("PASSWORD", ""))
        except (NotYet, Broken) as fault:
            sys.exit(f"The deployment does not work: {fault}")
        except httpx.TransportError as fault:
            sys.exit(f"The deployment does not work: the connection broke off ({type(fault).__name__}).")
    print("The deployment works.")


def wait_until_healthy(client: httpx.Client, version: str | None, patience: float) -> None:
    """Return once the release answers. Raises NotYet with what was wrong last."""
    deadline = time.monotonic() + patience
    while True:
        try:
            look(client, version)
        except NotYet:
            if time.monotonic() > deadline:
                raise
            time.sleep(min(POLL_SECONDS, patience))
        else:
            return


def look(client: httpx.Client, version: str | None) -> None:
    """One look at the health. Raises NotYet."""
    try:
        health = client.get("/api/health")
    except httpx.TransportError as fault:
        raise NotYet(f"not started: nothing answers there ({type(fault).__name__}).") from None
    if health.status_code == 404 and not health.content:
        raise NotYet(
            "nothing indexed: the host runs without functions. The application could not be imported, or a setting is "
            "missing or a secret not readable; the host's log names which."
        )
    if health.status_code == 503 and _is_json(health):
        raise NotYet("no database: the application answers, Cosmos DB does not (address, role, network).")
    if health.status_code in {401, 403}:
        raise NotYet(
            f"locked ({health.status_code}): a linked function app lets in its web app only; ask at its address."
        )
    if health.status_code != 200:
        raise NotYet(f"not started: the host answers {health.status_code}.")
    if not _is_json(health):
        raise NotYet("not linked: a page answers where the API should, no function app stands behind /api.")
    answering = health.json()["version"]
    if version and answering != version:
        raise NotYet(f"old version: {answering} answers, {version} was sent.")


def count_functions(client: httpx.Client, key: str) -> None:
    """Raises Broken where the host knows other functions than the source has."""
    listed = client.get("/admin/functions", headers={"x-functions-key": key})
    if listed.status_code != 200 or not _is_json(listed):
        raise Broken(
            f"{listed.status_code} to HOST_KEY when asked for the functions: only the function app's own address knows "
            "them, and not where it is linked (see FUNCTIONS)."
        )
    compare_functions([function["name"] for function in listed.json()])


def compare_functions(listed: list[str]) -> None:
    """Raises Broken where these are other functions than in the source; `app/name` is `name`."""
    names = {name.rpartition("/")[2] for name in listed}
    if names != expected_functions():
        raise Broken(f"other functions than in the source: {', '.join(sorted(names ^ expected_functions()))}.")


def expected_functions() -> set[str]:
    """The names of all functions, HTTP and timers."""
    return {*ROUTES, *(str(builder._function.get_function_name()) for builder in timers._function_builders)}  # noqa: SLF001


def sign_in(client: httpx.Client, login: str, password: str) -> None:
    """Raises Broken where the test customer cannot come in and read the balance."""
    entered = client.post("/api/auth/sessions", json={"login": login, "password": password})
    if entered.status_code != 201:
        raise Broken(f"the test customer is not let in: {entered.status_code} {entered.json().get('code', '')}.")
    session = next(line for line in entered.headers.get_list("set-cookie") if line.startswith("__Host-mojbok="))
    overview = client.get("/api/billing/overview", headers={"Cookie": session.partition(";")[0]})
    if overview.status_code != 200:
        raise Broken(f"the balance is not shown: {overview.status_code}.")


def _is_json(answer: httpx.Response) -> bool:
    return "json" in answer.headers.get("content-type", "")


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m local.smoke", description=__doc__)
    parser.add_argument("url", help="of the portal or of the function app")
    parser.add_argument("--version", help="the release that has to answer")
    parser.add_argument("--origin", help="the portal's own address, where the URL is the function app's")
    parser.add_argument("--patience", type=float, default=300, help="seconds to wait for it")
    return parser.parse_args()


if __name__ == "__main__":
    main()

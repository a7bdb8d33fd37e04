"""`python -m local.billing_system [serve|prepare|schema|people]`."""

import argparse
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from local.billing_system.plans import FIRST_DAY
from shared import clock

if TYPE_CHECKING:
    from local.billing_system.auth import Gate
    from local.billing_system.system import BillingSystem, Settings

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m local.billing_system", description=__doc__)
    parser.add_argument("command", nargs="?", default="serve", choices=["serve", "prepare", "schema", "people"])
    parser.add_argument("--port", type=int, default=9010)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", type=Path, default=Path(".local/billing"))
    parser.add_argument("--customers", type=int, default=100, help="ordinary customers beside the demo people")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-demo", action="store_true", help="without the demo people")
    parser.add_argument("--pdfs", choices=["all", "none"], default="all")
    parser.add_argument("--identity", help="the identity provider's authority, https://host:port/<tenant>")
    parser.add_argument("--identity-ca", type=Path, help="the only root trusted for it (PEM)")
    parser.add_argument("--audience", help="whom tokens must be for")
    parser.add_argument("--request-delay", type=float, default=5.0, help="seconds until a request shows")
    parser.add_argument("--today", type=date.fromisoformat, help="stand still at noon of this day: a short history")
    options = parser.parse_args(arguments)
    if options.today and options.today < FIRST_DAY:
        parser.error(f"--today must not be before {FIRST_DAY}, where the data begins")
    if options.identity and not options.identity_ca:
        parser.error("--identity needs --identity-ca")
    return _COMMANDS[options.command](options)


def _serve(options: argparse.Namespace) -> int:
    import uvicorn

    from local.billing_system.app import application
    from local.billing_system.auth import AUDIENCE, open_gate, token_gate
    from local.billing_system.system import OtherWorldError

    gate: Gate = open_gate
    if options.identity:
        gate = token_gate(options.identity, options.identity_ca, options.audience or AUDIENCE)
    else:
        print("WARNING: no --identity: everybody may call this billing system", file=sys.stderr, flush=True)
    try:
        system = _open(options)
    except OtherWorldError as error:
        print(f"{options.data}: {error}", file=sys.stderr)
        return 2
    try:
        uvicorn.run(application(system, gate), host=options.host, port=options.port, log_level="info", access_log=False)
    finally:
        system.close()
    return 0


def _prepare(options: argparse.Namespace) -> int:
    from local.billing_system.prepare import prepare
    from local.billing_system.system import OtherWorldError

    try:
        system = _open(options)
    except OtherWorldError as error:
        print(f"{options.data}: {error}", file=sys.stderr)
        return 2
    try:
        made = prepare(system, options.data)
    finally:
        system.close()
    print(f"billing system: {made} PDFs made" if made else "billing system: ready")
    return 0


def _open(options: argparse.Namespace) -> "BillingSystem":
    from local.billing_system.system import BillingSystem

    noon = datetime.combine(options.today, time(12), clock.WARSAW) if options.today else None
    return BillingSystem(options.data, _settings(options), now=(lambda: noon) if noon else clock.now)


def _settings(options: argparse.Namespace) -> "Settings":
    from local.billing_system.system import Settings

    return Settings(
        seed=options.seed,
        customers=options.customers,
        demo=not options.no_demo,
        pdfs=options.pdfs,
        request_delay=timedelta(seconds=options.request_delay),
    )


def _schema(options: argparse.Namespace) -> int:
    from local.billing_system.schema import write_schema

    write_schema(ROOT / "docs" / "billing-system.schema.json")
    return 0


def _people(options: argparse.Namespace) -> int:
    from local.billing_system.people.demo import write_people

    write_people()
    return 0


_COMMANDS = {"serve": _serve, "prepare": _prepare, "schema": _schema, "people": _people}

if __name__ == "__main__":
    raise SystemExit(main())

"""Run the committed list of Microsoft's client tests, and our cases by its JavaScript client, against the emulator.

`python -m local.cosmos_emulator.conformance` prints "N passed, M failed" and leaves with 1 if a test failed or did
not run.
"""

import argparse
import contextlib
import http.client
import itertools
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from local.certificates import ensure_certificate
from local.cosmos_emulator import EMULATOR_KEY
from local.cosmos_emulator.conformance.javascript_client import case_names, run_cases
from local.cosmos_emulator.conformance.suite import fetch_suite

HERE = Path(__file__).parent
READY_WITHIN = 20.0
FILE_TIMEOUT = 1200


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m local.cosmos_emulator.conformance")
    parser.add_argument("--work", type=Path, default=Path(".local/conformance"), help="folder for what is fetched")
    parser.add_argument("--list", type=Path, default=HERE / "tests.txt", help="file of test ids to run")
    arguments = parser.parse_args()
    wanted = arguments.list.read_text().split()
    tests = fetch_suite(arguments.work.resolve())
    passed: set[str] = set()
    with emulator(arguments.work) as (plain, url):
        for name, ids in itertools.groupby(wanted, key=lambda test_id: test_id.partition("::")[0]):
            found = run_file(tests, list(ids), url)
            print(f"{name}: {len(found)} passed", flush=True)
            passed |= found
        found = run_cases(arguments.work / "javascript", plain)
        print(f"@azure/cosmos: {len(found)} passed", flush=True)
        passed |= found
    wanted += case_names()
    failed = [test_id for test_id in wanted if test_id not in passed]
    print_out_of_scope()
    for test_id in failed:
        print(f"FAILED {test_id}")
    print(f"{len(passed)} passed, {len(failed)} failed")
    return 1 if failed else 0


@contextlib.contextmanager
def emulator(work: Path) -> Iterator[tuple[str, str]]:
    """Run the emulator in a process of its own on free ports; yields its HTTP and its HTTPS address."""
    certificate, key = ensure_certificate(work, "cosmos")
    plain, secure = free_port(), free_port()
    command = [sys.executable, "-m", "local.cosmos_emulator", "--port", str(plain)]
    command += ["--https-port", str(secure), "--certificate", str(certificate), "--key", str(key)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_until_ready(plain)
        yield f"http://127.0.0.1:{plain}", f"https://localhost:{secure}/"
    finally:
        process.terminate()
        process.wait(timeout=10)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def wait_until_ready(port: int) -> None:
    """Wait until the emulator answers; raises TimeoutError if it does not in time."""
    deadline = time.monotonic() + READY_WITHIN
    while not _answers(port):
        if time.monotonic() > deadline:
            raise TimeoutError(f"The emulator did not answer within {READY_WITHIN:.0f} s.")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/_emulator/health")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def run_file(tests: Path, ids: list[str], url: str) -> set[str]:
    """Run tests of one file in a process of their own and return the ids of those that passed."""
    environment = os.environ | {
        "ACCOUNT_HOST": url,
        "ACCOUNT_KEY": EMULATOR_KEY,
        "PYTHONPATH": str(tests),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=short", "--timeout=240", "-W", "ignore"]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist", *ids]
    finished = subprocess.run(
        command, cwd=tests, env=environment, capture_output=True, text=True, timeout=FILE_TIMEOUT, check=False
    )
    if finished.returncode:
        print(finished.stdout[-20_000:], finished.stderr[-2_000:], file=sys.stderr)
    lines = (line.split() for line in finished.stdout.splitlines() if line.startswith("PASSED "))
    return {words[1] for words in lines} & set(ids)


def print_out_of_scope() -> None:
    print("Out of scope, with the reason:")
    for line in (HERE / "out_of_scope.txt").read_text().splitlines():
        print(f"  {line}")


if __name__ == "__main__":
    sys.exit(main())

"""The sync survives seeded kills and faults; without one of its guards it does not, and the runner notices."""

import os
import subprocess
import sys

import pytest

from tests.chaos.breakages import BREAKAGES
from tests.chaos.parts import ROOT
from tests.depth import depth

SEED, DISTURBANCES, UNTIL_NOTICED = 2026, depth(60, 10), 200


def chaos(count: int, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.chaos", "--seed", str(SEED), "--count", str(count)]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=890, check=False
    )


@pytest.mark.timeout(900)
def test_the_end_is_that_of_an_undisturbed_run() -> None:
    ran = chaos(DISTURBANCES)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "EQUAL: " in ran.stdout


@pytest.mark.breakages
@pytest.mark.timeout(900)
@pytest.mark.parametrize("guard", BREAKAGES)
def test_without_a_guard_the_end_is_another(guard: str) -> None:
    ran = chaos(UNTIL_NOTICED, MOJBOK_CHAOS_BREAK=guard)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "NOT EQUAL: " in ran.stdout


@pytest.mark.timeout(300)
def test_a_ticket_whose_writers_are_killed_loses_no_message_and_doubles_none() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.chaos.ticket_lives", "--seed", str(SEED)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=290,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr

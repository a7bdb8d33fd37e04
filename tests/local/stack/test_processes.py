"""The runner over small processes: logs, the first to stop, the end of all."""

import io
import threading
from pathlib import Path

import pytest

from local.stack.processes import LogPrinter, StackManager


def run(tmp_path: Path, procfile: str, environ: dict[str, str], show: bool = True) -> tuple[LogPrinter, str, int]:
    (tmp_path / "Procfile").write_text(procfile)
    output, ending = io.StringIO(), threading.Event()
    printer = LogPrinter(tmp_path / "logs", output)
    printer.show = show
    manager = StackManager(printer, ending.wait, ending)
    manager.add_procfile(tmp_path / "Procfile", environ)
    manager.loop()
    printer.close()
    return printer, output.getvalue(), manager.returncode


@pytest.mark.parametrize("show", [True, False])
def test_the_first_to_stop_is_known_with_its_code_and_last_words(tmp_path: Path, show: bool) -> None:
    wait = "until grep -qs 'at work' logs/steady.log; do :; done"
    procfile = f"steady: echo at work; exec sleep 60\nbroken: {wait}; echo out of $FUEL; exit 3\n"
    printer, output, code = run(tmp_path, procfile, {"FUEL": "petrol", "PATH": "/usr/bin:/bin"}, show)
    assert printer.first_stopped == ("broken", 3)
    assert code == 3
    assert "out of petrol" in printer.tail("broken")
    assert printer.log_file("steady").read_text() == "at work\n"
    assert ("| at work" in output, "| out of petrol" in output) == (show, show)


def test_the_tail_is_the_end_of_the_log(tmp_path: Path) -> None:
    printer, _, _ = run(tmp_path, "talker: seq 100\n", {"PATH": "/usr/bin:/bin"}, show=False)
    assert printer.tail("talker", 2) == "  99\n  100"
    assert printer.tail("nobody") == ""

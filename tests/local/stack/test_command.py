"""`python -m local.stack` where it cannot start."""

import socket
import subprocess
import sys
from pathlib import Path

from local.stack.environment import ROOT
from local.stack.ports import Ports
from tests.local.stack.conftest import free_offset


def test_a_taken_port_stops_the_start_and_says_what_to_do(tmp_path: Path) -> None:
    offset = free_offset()
    with socket.create_server(("127.0.0.1", Ports(offset)["mail"])):
        command = [sys.executable, "-m", "local.stack", "--port-offset", str(offset), "--data", str(tmp_path)]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert f"Port {Ports(offset)['mail']}, needed for 'mail', is taken" in ended.stderr
    assert "OFFSET=" in ended.stderr
    assert not (tmp_path / "logs").exists()

"""honcho runs the Procfile; what the processes say goes to log files, and to the screen once all are ready."""

import re
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

SYSTEM = "system"


class LogPrinter(Printer):  # type: ignore[misc]
    """Keeps one log file a process and remembers which process was the first to stop."""

    def __init__(self, directory: Path, output: TextIO = sys.stdout) -> None:
        super().__init__(output)
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.show = False
        self.first_stopped: tuple[str, int] | None = None
        self._files: dict[str, TextIO] = {}

    def log_file(self, name: str) -> Path:
        return self.directory / f"{name}.log"

    def write(self, message: Any) -> None:
        data = message.data.decode("utf-8", "replace") if isinstance(message.data, bytes) else message.data
        if message.name not in self._files:
            self._files[message.name] = self.log_file(message.name).open("w", encoding="utf-8")
        file = self._files[message.name]
        file.write(data)
        file.flush()
        if message.name == SYSTEM:
            self._note_stop(data)
        elif self.show and data.strip():
            super().write(message)

    def tail(self, name: str, lines: int = 15) -> str:
        """The last lines a process has said."""
        file = self.log_file(name)
        said = file.read_text("utf-8").splitlines() if file.exists() else []
        return "\n".join(f"  {line}" for line in said[-lines:])

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _note_stop(self, line: str) -> None:
        stopped = re.match(r"(\w+) stopped \(rc=(-?\d+)\)", line)
        if stopped and self.first_stopped is None:
            self.first_stopped = stopped[1], int(stopped[2])


class StackManager(Manager):  # type: ignore[misc]
    """Starts all processes, then runs `once_started` in a thread beside them; `ending` is set when all must end."""

    def __init__(self, printer: LogPrinter, once_started: Callable[[], None], ending: threading.Event) -> None:
        super().__init__(printer)
        self._ending = ending
        self._beside = threading.Thread(target=once_started, name="conductor")

    def add_procfile(self, procfile: Path, environ: Mapping[str, str], **replaced: str) -> None:
        """Add the processes of a file, with other commands for those that are `replaced`."""
        for name, command in (parse_procfile(procfile.read_text()).processes | replaced).items():
            self.add_process(name, command, env=dict(environ), cwd=str(procfile.parent))

    def loop(self) -> None:
        super().loop()
        self._beside.join()

    def terminate(self) -> None:
        self._ending.set()
        super().terminate()

    def _start(self) -> None:
        # honcho forks here; a thread started earlier would make that unsafe.
        super()._start()
        self._beside.start()

"""Becomes the stack's Functions host: Core Tools' `func` where it is installed, the stand-in otherwise.

`FUNCTIONS_HOST=stand-in` chooses the stand-in in any case.
"""

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from local.stack.environment import ROOT


def command(environ: Mapping[str, str]) -> list[str]:
    """What to run."""
    func = shutil.which("func", path=environ.get("PATH"))
    if func and environ.get("FUNCTIONS_HOST") != "stand-in":
        return [func, "start", "--port", environ["FUNCTIONS_PORT"]]
    own = [sys.executable, "-m", "local.functions_host", "--port", environ["FUNCTIONS_PORT"]]
    return [*own, "--state", f"{environ['DATA']}/functions_host", *shlex.split(environ["FUNCTIONS_HOST_FLAGS"])]


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What Core Tools needs beside the settings: this Python, and the stack's own Azurite for the timers' memory."""
    endpoint = environ["MOJBOK_BLOB_ENDPOINT"]
    storage = {
        "DefaultEndpointsProtocol": "http",
        "AccountName": endpoint.rpartition("/")[2],
        "AccountKey": environ["MOJBOK_BLOB_KEY"],
        "BlobEndpoint": endpoint,
    }
    binaries = Path(sys.executable).parent
    return dict(environ) | {
        "AzureWebJobsStorage": ";".join(f"{name}={value}" for name, value in storage.items()),
        "VIRTUAL_ENV": str(binaries.parent),
        "PATH": os.pathsep.join([str(binaries), environ.get("PATH", "")]),
    }


def main() -> None:
    chosen = command(os.environ)
    print(f"functions host: {Path(chosen[0]).name}", flush=True)
    os.chdir(ROOT)
    os.execve(chosen[0], chosen, environment(os.environ))  # noqa: S606


if __name__ == "__main__":
    main()

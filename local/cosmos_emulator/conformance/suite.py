"""Microsoft's client tests on this machine: fetched with the pinned source distribution, a stub beside them."""

import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

PACKAGE = "azure-cosmos"
STUBS = {
    "__init__.py": "",
    "helpers.py": "def is_live():\n    return False\n",
    "azure_recorded_testcase.py": (
        "import os\n\n\ndef get_credential(**_options):\n    return os.environ['ACCOUNT_KEY']\n"
    ),
}
"""What the tests import from Microsoft's monorepo; the credential is the emulator's key."""


def fetch_suite(directory: Path) -> Path:
    """Return the folder of the tests that belong to the installed client, fetched on the first call.

    Raises subprocess.CalledProcessError if the package registry cannot be reached.
    """
    name = f"{PACKAGE.replace('-', '_')}-{version(PACKAGE)}"
    tests = directory / name / "tests"
    if not (tests / "pytest.ini").exists():
        _download(directory, f"{PACKAGE}=={version(PACKAGE)}")
        with tarfile.open(directory / f"{name}.tar.gz") as archive:
            archive.extractall(directory, filter="data")
        (tests / "pytest.ini").write_text("[pytest]\n")
    _write_stubs(tests / "devtools_testutils")
    return tests


def _download(directory: Path, requirement: str) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--no-binary", ":all:", "--dest", str(directory), requirement], check=True)


def _write_stubs(package: Path) -> None:
    package.mkdir(exist_ok=True)
    for name, text in STUBS.items():
        (package / name).write_text(text)

"""`python -m local.package`: the package in `.local/package`, a folder and a zip file, and what in it is large."""

import compileall
import py_compile
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from local.brand.checking import require_good
from local.stack.environment import ROOT
from shared.brand import folder

FOLDER = ROOT / ".local/package"
ARCHIVE = FOLDER / "app.zip"
LIBRARIES = ".python_packages/lib/site-packages"
"""Where Azure's Linux worker looks for what was installed before the deployment."""

DEPLOYED = ("functions", "shared", "function_app.py", "host.json", "requirements.txt")
PLATFORM = ("--platform", "manylinux_2_28_x86_64", "--platform", "manylinux2014_x86_64")
PYTHON = (3, 13)
LARGE_MB = 5.0
WHY_LARGE = {
    "typst": "sets the statement and the summary of a ticket as PDFs in process (ADR 14)",
    "fontTools": "which signs the font can show: one that cannot be shown must not cost a customer the statement",
    "pillow_heif.libs": "photographs of iPhones among the attachments",
    "pillow.libs": "attached pictures are drawn anew, so that nothing hides in them",
    "PIL": "the same",
    "lxml": "pikepdf reads the metadata of attached PDFs by it",
    "pikepdf.libs": "attached PDFs are rewritten without what could run",
    "azure": "the clients of Cosmos DB and Blob Storage, and the Functions library",
    "cryptography": "passkeys, and the tokens of the billing system",
    "aiohttp": "the transport under the clients of Cosmos DB and Blob Storage",
    "holidays": "working days in Poland, from which legal deadlines follow",
    "opentelemetry": "traces to Azure Monitor or an OTLP endpoint (ADR 37)",
    "pydantic_core": "every document and request is checked by it",
}
MB = 1024 * 1024


def main() -> None:
    if sys.version_info[:2] != PYTHON:
        sys.exit("The bytecode has to be that of Python 3.13, which runs in Azure.")
    app = FOLDER / "app"
    shutil.rmtree(FOLDER, ignore_errors=True)
    _copy_sources(app)
    _copy_brand(app)
    _install_libraries(app / LIBRARIES)
    _compile(app)
    _zip(app)
    unexplained = _report_sizes(app)
    if unexplained:
        sys.exit(f"Over {LARGE_MB:.0f} MB and not explained in local/package: {', '.join(unexplained)}")


def _copy_sources(app: Path) -> None:
    listed = _git("ls-files", "-z", *DEPLOYED).split("\0")
    for name in filter(None, listed):
        (app / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, app / name)
    changed = "-changed" if _git("status", "--porcelain", *DEPLOYED) else ""
    version = _git("rev-parse", "--short=12", "HEAD").strip() + changed
    (app / "shared/version.py").write_text(f'"""The release, written by the packaging."""\n\nVERSION = "{version}"\n')
    # Without a file of this name azd leaves out all bytecode.
    (app / ".funcignore").write_text("# Everything here is sent.\n")
    print(f"release {version}")


def _copy_brand(app: Path) -> None:
    """The brand of `make package BRAND=…`, which stands where the settings look for one; none with faults is sent."""
    own = require_good(folder())
    print(f"brand {own.name}: {own.folder}")
    shutil.copytree(own.folder, app / "brand", ignore=shutil.ignore_patterns("*.md", "*.schema.json", ".*"))


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _install_libraries(target: Path) -> None:
    """Wheels of the platform in Azure, whatever the builder's machine is."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    command += ["--target", str(target), *PLATFORM, "--python-version", "3.13", "--implementation", "cp"]
    command += ["--only-binary=:all:", "--no-deps", "--require-hashes", "-r", str(ROOT / "requirements.txt")]
    subprocess.run(command, check=True)
    shutil.rmtree(target / "bin", ignore_errors=True)
    for tests in [path for path in target.rglob("tests") if path.is_dir()]:
        shutil.rmtree(tests, ignore_errors=True)


def _compile(app: Path) -> None:
    """Bytecode that is never compared with its source, whose time the deployment does not keep."""
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(app, quiet=2, workers=0, invalidation_mode=mode, stripdir=str(app))


def _zip(app: Path) -> None:
    with zipfile.ZipFile(ARCHIVE, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for path in sorted(app.rglob("*")):
            if path.is_file():
                file.write(path, path.relative_to(app))


def _report_sizes(app: Path) -> list[str]:
    """Print what is large; returns those parts for which no reason is given."""
    parts = {path.name: _size(path) for path in [*app.iterdir(), *(app / LIBRARIES).iterdir()] if path.name[0] != "."}
    large = sorted(((size, name) for name, size in parts.items() if size > LARGE_MB * MB), reverse=True)
    print(f"package {_size(app) / MB:.0f} MB, zipped {ARCHIVE.stat().st_size / MB:.0f} MB: {ARCHIVE}")
    for size, name in large:
        print(f"  {size / MB:5.1f} MB  {name}: {WHY_LARGE.get(name, 'NOT EXPLAINED')}")
    return [name for _, name in large if name not in WHY_LARGE]


def _size(path: Path) -> int:
    return (
        sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if path.is_dir() else path.stat().st_size
    )


if __name__ == "__main__":
    main()

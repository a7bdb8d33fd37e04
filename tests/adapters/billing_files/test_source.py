"""An export in a Blob container, in a real Azurite: read like one in a folder, and never half."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from azure.storage.blob import ContainerClient, ContainerSasPermissions, generate_container_sas

from adapters.billing_files.__main__ import main
from adapters.billing_files.tables import source
from adapters.billing_files.tables.source import SAS, SourceRefused, bring
from tests.adapters.billing_files.files import write_export
from tests.azurite import AZURITE_KEY, running_azurite

ACCOUNT = "devstoreaccount1"
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_azurite(tmp_path_factory.mktemp("azurite") / "access.log") as running:
        yield running


@pytest.fixture
def container(endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ContainerClient]:
    """The small export in a container that a signature may read and list, nothing more."""
    name = "export-" + tmp_path.name.lower().replace("_", "-")[-40:].strip("-")
    client = ContainerClient(endpoint, name.replace("--", "-"), {"account_name": ACCOUNT, "account_key": AZURITE_KEY})
    client.create_container()
    for file in write_export(tmp_path / "written").iterdir():
        if file.suffix == ".csv":
            client.upload_blob(file.name, file.read_bytes())
    client.upload_blob("czytaj.docx", b"not ours")
    allowed = ContainerSasPermissions(read=True, list=True)
    until = datetime.now(UTC) + timedelta(hours=1)
    monkeypatch.setenv(
        SAS, generate_container_sas(ACCOUNT, client.container_name, AZURITE_KEY, permission=allowed, expiry=until)
    )
    with client:
        yield client


def commands(container: ContainerClient, tmp_path: Path) -> list[str]:
    mapping = tmp_path / "written/mapping.toml"
    return ["--folder", container.url, "--mapping", str(mapping), "--data", str(tmp_path / "told")]


def test_a_container_is_taken_like_a_folder(
    container: ContainerClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = commands(container, tmp_path)
    assert main(["draft", "--folder", container.url]) == 0
    assert "[files.customers]" in capsys.readouterr().out
    assert main(["check", *options]) == 0
    assert "Wszystko w porządku." in capsys.readouterr().out
    assert not (tmp_path / "told").exists(), "checking keeps nothing"
    assert main(["take", *options]) == 0
    assert "przyjęto: 9 zmian" in capsys.readouterr().out
    assert main(["take", *options]) == 0
    assert "przyjęto: 0 zmian" in capsys.readouterr().out
    assert not (tmp_path / "told/export/czytaj.docx").exists()


def test_only_what_changed_is_fetched_again_and_what_is_gone_goes(
    container: ContainerClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "brought"
    container.upload_blob("pdf/FV_1_2026.pdf", PDF)
    bring(container.url, folder)
    assert (folder / "pdf/FV_1_2026.pdf").read_bytes() == PDF
    written = container.get_blob_client("klienci.csv").get_blob_properties().last_modified
    assert (folder / "klienci.csv").stat().st_mtime == written.timestamp()

    fetched: list[str] = []
    fetch = source._fetch

    def noted(client: ContainerClient, blob: Any, target: Path) -> None:
        fetched.append(blob.name)
        fetch(client, blob, target)

    monkeypatch.setattr(source, "_fetch", noted)
    container.upload_blob("umowy.csv", b"ID umowy\n", overwrite=True)
    container.delete_blob("pdf/FV_1_2026.pdf")
    bring(container.url, folder)
    assert fetched == ["umowy.csv"]
    assert not (folder / "pdf/FV_1_2026.pdf").exists()


def test_a_container_that_changes_meanwhile_is_not_read(
    container: ContainerClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fetch = source._fetch

    def while_it_is_written(client: ContainerClient, blob: Any, target: Path) -> None:
        fetch(client, blob, target)
        container.upload_blob("wplaty.csv", b"half", overwrite=True)

    monkeypatch.setattr(source, "_fetch", while_it_is_written)
    assert main(["take", *commands(container, tmp_path)]) == 2
    assert "eksport zmienił się w trakcie pobierania" in capsys.readouterr().out


def test_an_export_without_its_ready_file_waits(
    container: ContainerClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = tmp_path / "written/mapping.toml"
    mapping.write_text('ready = "gotowe.txt.ok"\n' + mapping.read_text("utf-8"), "utf-8")
    assert main(["take", *commands(container, tmp_path)]) == 1
    assert "jeszcze nie ma pliku gotowe.txt.ok" in capsys.readouterr().out
    container.upload_blob("gotowe.txt.ok", b"")
    assert main(["take", *commands(container, tmp_path)]) == 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda url: f"{url}?sv=2024&sig=abc", "podpis (SAS) podaj w"),
        (lambda url: f"{url}-nowhere", "brak dostępu do"),
        (lambda url: "http://127.0.0.1:9/devstoreaccount1/export", "nie można połączyć się z"),
    ],
)
def test_what_stands_in_the_way_is_told(
    container: ContainerClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    spoil: Any,
    said: str,
) -> None:
    monkeypatch.setitem(source._RETRIES, "retry_total", 0)
    url = spoil(container.url)
    options = commands(container, tmp_path)
    options[1] = url
    assert main(["check", *options]) == 2
    told = capsys.readouterr().out
    assert said in told
    assert os.environ[SAS] not in told


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    for name in ("../../etc/klienci.csv", "pdf/../../klienci.csv", "/etc/klienci.csv"):
        with pytest.raises(SourceRefused, match="prowadzi poza folder"):
            source._inside(tmp_path / "brought", name)
    assert source._inside(tmp_path / "brought", "pdf/a/FV_1.pdf").is_relative_to(tmp_path)

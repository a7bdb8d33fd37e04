"""Hostile files, each made here: what is kept of them is harmless, or they are refused with the reason."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pillow_heif
import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from functions.tickets.files.transfer import shown_name
from shared.files.child import cleaned_apart
from shared.files.cleaning import Refused, cleaned
from tests.files import EICAR, a_pdf, a_picture

GPS = 0x8825


def a_photo() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Aparat Anny", 6
    exif.get_ifd(GPS).update({1: "N", 2: (IFDRational(50), IFDRational(3), IFDRational(41)), 3: "E"})
    return a_picture(exif=exif, comment=b"dom przy Lipowej")


def a_zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def script(_: pikepdf.Pdf) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('to nie jest faktura')"))


def with_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = script(document)
    document.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("a"), script(document)])
    )
    document.pages[0].obj.AA = pikepdf.Dictionary(O=document.make_indirect(script(document)))


def with_launch(document: pikepdf.Pdf) -> None:
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 99, 99], A=launch)
    document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(link)])


def with_attachment(document: pikepdf.Pdf) -> None:
    document.attachments["faktura.exe"] = pikepdf.AttachedFileSpec(document, EICAR)


def with_form(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("<script>xfa.host</script>"), Fields=[])


def a_pixel_bomb() -> bytes:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9999))) + chunk(b"IEND", b"")
    )


def a_text_bomb() -> bytes:
    picture = a_picture("PNG")
    text = b"comment\0\0" + zlib.compress(bytes(80 * 2**20), 9)
    bomb = struct.pack(">I", len(text)) + b"zTXt" + text + struct.pack(">I", zlib.crc32(b"zTXt" + text))
    return picture[:33] + bomb + picture[33:]


def a_heic() -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "teal")).save(out, quality=50)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (a_picture(), "jpeg"),
        (a_photo(), "jpeg"),
        (a_picture(mode="CMYK"), "jpeg"),
        (a_picture("PNG"), "png"),
        (a_picture("PNG", mode="I;16"), "png"),
        (a_picture("PNG", mode="P"), "png"),
        (a_picture("PNG", save_all=True, append_images=[Image.new("RGB", (64, 48), "red")]), "png"),
        (a_heic(), "jpeg"),
        (a_pdf(), "pdf"),
        (b"\n" * 500 + a_pdf(), "pdf"),
    ],
    ids=["jpeg", "photo", "cmyk", "png", "16 bit", "palette", "animated", "heic", "pdf", "pdf after blank lines"],
)
def test_ordinary_files_are_kept(content: bytes, kind: str) -> None:
    kept = cleaned(content)
    assert kept.kind == kind
    if kind == "pdf":
        with pikepdf.open(io.BytesIO(kept.content)) as document:
            assert len(document.pages) == 1
    else:
        with Image.open(io.BytesIO(kept.content)) as picture:
            assert sorted(picture.size) == [48, 64]
            assert getattr(picture, "n_frames", 1) == 1
    assert cleaned(kept.content).kind == kind, "what we keep we would take again"


def test_a_photo_loses_its_place_its_camera_and_its_turn() -> None:
    kept = cleaned(a_photo()).content
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.getexif() == {}
        assert picture.size == (48, 64), "stood upright before its orientation was dropped"
        assert "comment" not in picture.info
    assert b"Aparat" not in kept
    assert b"Lipowej" not in kept


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (with_script, b"JavaScript"),
        (with_launch, b"calc.exe"),
        (with_attachment, b"EICAR"),
        (with_form, b"xfa.host"),
    ],
)
def test_a_pdf_loses_what_acts_by_itself(change: Callable[[pikepdf.Pdf], None], word: bytes) -> None:
    plain = {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
    assert word in a_pdf(change, **plain)
    with pikepdf.open(io.BytesIO(cleaned(a_pdf(change)).content)) as kept:
        out = io.BytesIO()
        kept.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, **plain)
        assert len(kept.pages) == 1
    assert word not in out.getvalue()


@pytest.mark.parametrize("tail", [a_zip("x.exe", EICAR), b"<?php system($_GET[0]);", b"<script>alert(1)</script>"])
@pytest.mark.parametrize("head", [a_picture(), a_picture("PNG"), a_pdf()], ids=["jpeg", "png", "pdf"])
def test_of_two_files_in_one_only_the_first_is_left(head: bytes, tail: bytes) -> None:
    assert tail not in cleaned(head + tail).content


def test_what_stands_before_a_pdf_goes() -> None:
    assert b"<script>" not in cleaned(b"<html><script>alert(1)</script>" + a_pdf()).content


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "file_kind_refused"),
        (b"<!doctype html><script>alert(1)</script>", "file_kind_refused"),
        (b"MZ\x90\x00" + bytes(200), "file_kind_refused"),
        (EICAR, "file_kind_refused"),
        (a_zip("faktura.pdf", a_pdf()), "file_kind_refused"),
        (a_zip("word/vbaProject.bin", bytes(100)), "file_kind_refused"),
        (a_zip("zeros", bytes(50 * 2**20)), "file_kind_refused"),
        (a_picture("GIF", mode="L"), "file_kind_refused"),
        (a_picture("TIFF"), "file_kind_refused"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(100), "file_kind_refused"),
        ("Faktura za październik".encode(), "file_kind_refused"),
        (a_picture()[:300], "file_damaged"),
        (a_picture("PNG")[:60], "file_damaged"),
        (a_heic()[:200], "file_damaged"),
        (b"\xff\xd8\xff" + bytes(2000), "file_damaged"),
        (b"%PDF-1.7\n" + bytes(2000), "file_damaged"),
        (a_text_bomb(), "file_damaged"),
        (a_pixel_bomb(), "picture_too_large"),
        (a_picture(size=(10_000, 6_000)), "picture_too_large"),
        (a_pdf(encryption=pikepdf.Encryption(user="sekret", owner="sekret")), "file_encrypted"),
        (a_pdf(encryption=pikepdf.Encryption(user="", owner="sekret")), "file_encrypted"),
    ],
)
def test_other_files_are_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        cleaned(content)
    assert refused.value.reason == reason


async def test_the_child_answers_as_the_code_does() -> None:
    assert (await cleaned_apart(a_photo())).kind == "jpeg"
    for content, reason in ((EICAR, "file_kind_refused"), (a_pixel_bomb(), "picture_too_large")):
        with pytest.raises(Refused) as refused:
            await cleaned_apart(content)
        assert refused.value.reason == reason


async def test_a_child_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.files.child._SECONDS", 0.001)
    with pytest.raises(Refused) as refused:
        await cleaned_apart(a_picture(size=(4000, 3000)))
    assert refused.value.reason == "file_damaged"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Zdj%C4%99cie%20licznika.JPG", "Zdjęcie licznika.jpg"),
        ("../../etc/passwd", "etc-passwd.jpg"),
        ("C:\\Users\\Anna\\faktura.pdf", "C-Users-Anna-faktura.jpg"),
        ("faktura%E2%80%AEfdp.exe", "fakturafdp.jpg"),
        ("%00%0d%0aSet-Cookie: x", "Set-Cookie- x.jpg"),
        ("%FF%FE", "\ufffd\ufffd.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("...", "plik.jpg"),
        ("ż" * 300 + ".png", "ż" * 80 + ".jpg"),
        ("umowa nr 12.2026", "umowa nr 12.2026.jpg"),
    ],
)
def test_a_name_tells_no_lie(given: str, shown: str) -> None:
    assert shown_name(given, "jpeg") == shown

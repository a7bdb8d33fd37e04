"""Turning what somebody sent into what may be kept: judged by its content, decoded whole, written anew.

Pictures lose everything but their pixels (place and device of a photo among it). PDFs lose what acts by itself:
scripts, launches, forms' own scripts, embedded files. That cleans and proves nothing; the original stays in quarantine.
"""

import io
import warnings
from typing import Literal, NamedTuple

MOST_PIXELS = 50_000_000
MOST_PAGES = 2_000
_HEAD = 1024

Kind = Literal["pdf", "jpeg", "png"]
Refusal = Literal["file_kind_refused", "file_damaged", "file_encrypted", "picture_too_large"]


class Refused(Exception):
    """The content is not one we keep; `reason` is the code of the refusal."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


class Cleaned(NamedTuple):
    """What is kept: a file of this kind."""

    kind: Kind
    content: bytes


def cleaned(content: bytes) -> Cleaned:
    """Raises Refused."""
    if content.startswith(b"\xff\xd8\xff"):
        return Cleaned("jpeg", _picture(content, "JPEG"))
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Cleaned("png", _picture(content, "PNG"))
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"heim", b"heis"}:
        return Cleaned("jpeg", _picture(content, "HEIF"))
    if b"%PDF-" in content[:_HEAD]:
        return Cleaned("pdf", _pdf(content))
    raise Refused("file_kind_refused")


def _picture(content: bytes, named: Literal["JPEG", "PNG", "HEIF"]) -> bytes:
    """The pixels alone, upright; a photo of a telephone becomes a JPEG."""
    from PIL import Image, ImageOps

    if named == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False, aux_images=False, depth_images=False)
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=[named]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("picture_too_large")
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            target = "PNG" if named == "PNG" else "JPEG"
            modes = {"PNG": ("1", "L", "LA", "P", "RGB", "RGBA"), "JPEG": ("L", "RGB")}
            plain = upright if upright.mode in modes[target] else upright.convert("RGB")
            bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
            if plain.mode == "P" and plain.palette is not None:
                bare.putpalette(plain.palette.getdata()[1], plain.palette.mode)
            out = io.BytesIO()
            bare.save(out, target, **({"quality": 88} if target == "JPEG" else {"optimize": False}))
            return out.getvalue()
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("picture_too_large") from None
    except Exception:  # noqa: BLE001  whatever a foreign decoder raises, the file is not one to keep
        raise Refused("file_damaged") from None


_ACTING = ("/OpenAction", "/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/AF", "/XFA", "/RichMedia", "/Collection")
_ACTING_ANNOTATIONS = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Widget"})


def _pdf(content: bytes) -> bytes:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted:
                raise Refused("file_encrypted")
            if not 0 < len(document.pages) <= MOST_PAGES:
                raise Refused("file_damaged")
            if "/AcroForm" in document.Root:
                del document.Root["/AcroForm"]
            for one in document.objects:
                _disarm(one)
            out = io.BytesIO()
            document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            return out.getvalue()
    except pikepdf.PasswordError:
        raise Refused("file_encrypted") from None
    except Refused:
        raise
    except Exception:  # noqa: BLE001  as above
        raise Refused("file_damaged") from None


def _disarm(start: object) -> None:
    """Take out of one indirect object, and of what it holds directly, whatever acts by itself."""
    import pikepdf

    waiting = [start]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            for name in _ACTING:
                if name in one:
                    del one[name]
            # An action is anything under /A that names its kind; links to pages of the document have /Dest.
            if "/A" in one and isinstance(one["/A"], pikepdf.Dictionary) and "/S" in one["/A"]:
                del one["/A"]
            if isinstance(annotations := one.get("/Annots"), pikepdf.Array):
                one["/Annots"] = pikepdf.Array(
                    [item for item in annotations if str(item.get("/Subtype")) not in _ACTING_ANNOTATIONS]
                )
            waiting += [value for _, value in one.items() if _direct(value)]
        elif isinstance(one, pikepdf.Array):
            waiting += [value for value in one if _direct(value)]


def _direct(value: object) -> bool:
    import pikepdf

    return isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect

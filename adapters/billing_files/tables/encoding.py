"""Which encoding a text file has: told by its bytes and its Polish letters, never guessed."""

from adapters.billing_files.faults import FileRefused

SAMPLE = 4 * 2**20
"""So many bytes are looked at."""

_WINDOWS = frozenset(b"\xb9\x9c\x9f\xa5\x8c\x8f")
_ISO = frozenset(b"\xb1\xb6\xbc\xa1\xa6\xac")
"""ą ś ź Ą Ś Ź, the Polish letters at which the two differ; all others have the same bytes in both."""


def encoding_of(sample: bytes, *, whole: bool) -> str:
    """Return Python's name of the encoding; `whole` says that the sample is the whole file.

    Raises FileRefused where the letters speak for both or neither: then the mapping must say it.
    """
    if sample.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = not whole and error.start >= len(sample) - 3
        if cut:
            return "utf-8"
    else:
        return "utf-8"
    windows, iso = (sum(byte in letters for byte in sample) for letters in (_WINDOWS, _ISO))
    if windows and not iso:
        return "cp1250"
    if iso and not windows:
        return "iso8859_2"
    if not windows and not any(0x80 <= byte < 0xA0 for byte in sample):
        return "cp1250"
    raise FileRefused(
        "nie wiadomo, czy plik jest w Windows-1250, czy w ISO-8859-2: polskie litery pasują do obu; "
        "wpisz kodowanie w pliku odwzorowania (encoding)"
    )

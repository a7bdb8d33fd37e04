"""Request units by the figures Microsoft publishes; between and beyond them a straight line.

- A point read of 1 KB costs 1 RU, of 100 KB 10 RU; nothing but the size counts.
- Inserting 1 KB without an index costs 5.5 RU, 100 KB about 50 RU; each indexed value adds; replacing costs twice the
  insert.
- A query pays for each page: to be run at all, for what it loads and for what it gives back. The example of an
  unindexed filter over Microsoft's nutrition data (60,951 documents, 400 MB, 4,060 RU) gives the price of loading.

What an indexed value and a result cost is nowhere published; these figures come near what people report. A budget in
RU is therefore a design figure, to be compared with the charges a real account tells.
"""

_KB = 1024
_READ_KB = 9 / 99
_WRITE_KB = 44.5 / 99
_INDEXED_VALUE = 0.2
_PAGE, _LOADED, _LOADED_KB, _RESULT = 2.8, 0.0025, 0.01, 0.03


def read(size: int) -> float:
    """The charge in RU of a point read of a document of `size` bytes."""
    return round(1.0 + max(0, size - _KB) / _KB * _READ_KB, 2)


def insert(size: int, indexed: int) -> float:
    """The charge in RU of writing a new document, or of deleting one, with so many indexed values."""
    return round(5.5 + max(0, size - _KB) / _KB * _WRITE_KB + indexed * _INDEXED_VALUE, 2)


def replace(size: int, indexed: int) -> float:
    """The charge in RU of writing over a document, by the larger of the old and the new."""
    return round(2 * insert(size, indexed), 2)


def query(loaded: int, loaded_bytes: int, results: int) -> float:
    """The charge in RU of one page: so many documents of so many bytes looked into, so many results."""
    return round(_PAGE + loaded * _LOADED + loaded_bytes / _KB * _LOADED_KB + results * _RESULT, 2)

"""Request units by the service's published rules of thumb; a real account's figures differ with its indexing.

A point read of 1 KB costs 1 RU and of 100 KB 10 RU; a write of 1 KB some 5 RU and of 100 KB some 50 RU; a query a
base of about 2.3 RU, more for each KB it loads.
"""


def read(size: int) -> float:
    """The charge in RU of a point read of a document of `size` bytes."""
    return round(1.0 + max(0, size - 1024) / 1024 / 11, 2)


def write(size: int) -> float:
    """The charge in RU of a write, by the larger of the old and the new size in bytes."""
    return round(5.0 + max(0, size - 1024) / 1024 / 2.2, 2)


def query(loaded: int, documents: int) -> float:
    """The charge in RU of one page for which so many bytes of so many documents were loaded."""
    return round(2.3 + documents * 0.03 + loaded / 1024 / 11, 2)

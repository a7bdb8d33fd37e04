"""The aggregate functions: values in one by one, a result at the end."""

from typing import Any, Protocol

from local.cosmos_emulator.sql.values import UNDEFINED, SortKey, is_number, sort_key


class Aggregate(Protocol):
    def add(self, value: Any) -> None: ...

    def result(self) -> Any: ...


class Count:
    """COUNT: how many values are defined."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, value: Any) -> None:
        if value is not UNDEFINED:
            self.count += 1

    def result(self) -> int:
        return self.count


class Sum:
    """SUM: 0 of nothing, undefined as soon as a value is not a number."""

    def __init__(self) -> None:
        self.sum: Any = 0
        self.count = 0

    def add(self, value: Any) -> None:
        if value is UNDEFINED or self.sum is UNDEFINED:
            return
        if is_number(value):
            self.sum += value
            self.count += 1
        else:
            self.sum = UNDEFINED

    def result(self) -> Any:
        return self.sum


class Average(Sum):
    """AVG: undefined of nothing and as soon as a value is not a number."""

    def result(self) -> Any:
        return self.sum / self.count if self.count and self.sum is not UNDEFINED else UNDEFINED


class Extreme:
    """MIN and MAX over simple values of any type; undefined of nothing and where an array or object comes."""

    largest = False

    def __init__(self) -> None:
        self.best: tuple[SortKey, Any] | None = None
        self.mixed = False

    def add(self, value: Any) -> None:
        if value is UNDEFINED:
            return
        if type(value) in {list, dict}:
            self.mixed = True
            return
        key = sort_key(value)
        if self.best is None or (key > self.best[0] if self.largest else key < self.best[0]):
            self.best = key, value

    def result(self) -> Any:
        return UNDEFINED if self.mixed or self.best is None else self.best[1]


class Maximum(Extreme):
    largest = True


AGGREGATES: dict[str, type[Aggregate]] = {
    "COUNT": Count,
    "SUM": Sum,
    "AVG": Average,
    "MIN": Extreme,
    "MAX": Maximum,
}

"""The query language by itself: what each construct and function yields, and what is refused."""

from typing import Any

import pytest

from local.cosmos_emulator.errors import CosmosError
from local.cosmos_emulator.sql.compile import compile_query, unique
from local.cosmos_emulator.sql.values import UNDEFINED, sort_key

DOCUMENTS: list[dict[str, Any]] = [
    {"id": "1", "n": 1, "s": "abc", "tags": ["x", "y"], "lines": [{"a": 1}, {"a": 2}], "o": {"k": 1}, "yes": True},
    {"id": "2", "n": 2, "s": "Abd", "tags": ["y"], "lines": [], "o": {"k": 2}, "yes": False, "nothing": None},
    {"id": "3", "n": 3.5, "s": "żółw", "tags": [], "order": 7, "mixed": "3"},
    {"id": "4", "s": "100%", "mixed": 4},
]


def run(text: str, **parameters: Any) -> list[Any]:
    """All results of a query over `DOCUMENTS`, without storage and paging."""
    query = compile_query(text)
    given = {f"@{name}": value for name, value in parameters.items()}
    start = [given, None, 1_800_000_000.5]
    rows = [row for one in (DOCUMENTS if query.reads_container else [None]) for row in query.rows([*start, one])]
    if query.folds:
        rows = list(query.fold(rows, start))
    for value, descending in reversed(query.order):
        rows.sort(key=lambda row: sort_key(value(row)), reverse=descending)
    results = [result for row in rows if (result := query.project(row)) is not UNDEFINED]
    return list(unique(results)) if query.distinct else results


def ids(condition: str, **parameters: Any) -> str:
    return "".join(run(f"SELECT VALUE c.id FROM c WHERE {condition}", **parameters))  # noqa: S608


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("c.n = 1", "1"),
        ("c.n != 1", "23"),
        ("c.n <> 1", "23"),
        ("c.n >= 2 AND c.n < 3.5", "2"),
        ("c.n > 1 OR c.s = '100%'", "234"),
        ("NOT c.n > 1", "1"),
        ("NOT (c.n = 1 OR c.n = 2)", "3"),
        ("c.n BETWEEN 2 AND 3.5", "23"),
        ("c.n NOT BETWEEN 2 AND 3.5", "1"),
        ("c.n IN (1, 3.5, 'x')", "13"),
        ("c.n NOT IN (1)", "23"),
        ("c.s LIKE 'ab%'", "1"),
        ("c.s LIKE '_b_'", "12"),
        ("c.s LIKE '%!%' ESCAPE '!'", "4"),
        ("c.s LIKE '100!%' ESCAPE '!'", "4"),
        ("c.s LIKE '[a-z]bc'", "1"),
        ("c.s NOT LIKE '%b%'", "34"),
        ("c['order'] = 7", "3"),
        ("c.o['k'] = 2", "2"),
        ("c.tags[0] = 'y'", "2"),
        ("c.tags[7] = 'y'", ""),
        ("c.yes", "1"),
        ("c.yes = true", "1"),
        ("c.yes = 1", ""),
        ("c.nothing = null", "2"),
        ("c.n != null", "123"),
        ("c.missing = null", ""),
        ("c.missing != 1", ""),
        ("NOT c.missing", ""),
        ("c.missing = 1 OR c.n = 1", "1"),
        ("c.mixed > 3", "4"),
        ("c.mixed = '3'", "3"),
        ("c.n + 1 = 2", "1"),
        ("c.n * 2 - 1 = 6", "3"),
        ("c.n % 2 = 0", "2"),
        ("-c.n = -2", "2"),
        ("c.n / 0 = 1", ""),
        ("c.s || '!' = 'abc!'", "1"),
        ("(c.missing ?? 5) = 5 AND c.n = 1", "1"),
        ("(c.n > 1 ? 'big' : 'small') = 'big'", "23"),
        ("c.o = {'k': 1}", "1"),
        ("c.tags = ['x', 'y']", "1"),
        ("EXISTS(SELECT VALUE l FROM l IN c.lines WHERE l.a = 2)", "1"),
        ("ARRAY_CONTAINS(c.tags, 'y')", "12"),
        ("ARRAY_CONTAINS(c.lines, {'a': 1})", "1"),
        ("ARRAY_CONTAINS(c.lines, {'a': 1}, true)", "1"),
        ("ARRAY_CONTAINS(['1', '4'], c.id)", "14"),
        ("IS_DEFINED(c.n)", "123"),
        ("IS_NULL(c.nothing) OR IS_ARRAY(c.lines) AND IS_OBJECT(c.o)", "12"),
        ("IS_NUMBER(c.mixed) OR IS_STRING(c.mixed)", "34"),
        ("IS_BOOL(c.yes)", "12"),
        ("STARTSWITH(c.s, 'AB', true)", "12"),
        ("CONTAINS(c.s, 'b')", "12"),
        ("ENDSWITH(c.s, 'c')", "1"),
        ("STRINGEQUALS(c.s, 'ABC', true)", "1"),
        ("RegexMatch(c.s, '^[a-b]+', 'i')", "12"),
        ("c.s = 'ż\\u00f3łw'", "3"),
        ('c.s = "abc" -- a comment', "1"),
    ],
)
def test_a_condition_selects(condition: str, expected: str) -> None:
    assert ids(condition) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 / 2", 3.5),
        ("6 / 2", 3),
        ("-7 % 3", -1),
        ("5 & 3 | 8 ^ 1", 9),
        ("1 << 4", 16),
        ("-1 >>> 28", 15),
        ("~5", -6),
        (".5 + 1e2", 100.5),
        ("'it''s' || 'x'", None),
        ("'a\\'b\"c\\n\\/'", "a'b\"c\n/"),
        ("CONCAT('a', 'b', 'c')", "abc"),
        ("LOWER('ŻÓŁW')", "żółw"),
        ("UPPER('żółw')", "ŻÓŁW"),
        ("LENGTH('żółw')", 4),
        ("LEFT('abcdef', 2) || RIGHT('abcdef', 2)", "abef"),
        ("SUBSTRING('abcdef', 1, 3)", "bcd"),
        ("INDEX_OF('abcabc', 'c', 3)", 5),
        ("REPLACE('aXbX', 'X', '-')", "a-b-"),
        ("REVERSE('abc')", "cba"),
        ("TRIM('  a ') || LTRIM('  b') || RTRIM('c ')", "abc"),
        ("REPLICATE('ab', 2)", "abab"),
        ("StringSplit('a,b', ',')", ["a", "b"]),
        ("StringToNumber('1.5')", 1.5),
        ("StringToArray('[1]')", [1]),
        ("ToString(1.5)", "1.5"),
        ("ABS(-1)", 1),
        ("CEILING(1.2) + FLOOR(1.8) + ROUND(2.5)", 6),
        ("ROUND(-2.5)", -3),
        ("TRUNC(-1.7)", -1),
        ("SIGN(-9)", -1),
        ("POWER(2, 10)", 1024),
        ("SQRT(-1)", None),
        ("ARRAY_LENGTH([1, 2])", 2),
        ("ARRAY_CONCAT([1], [2, 3])", [1, 2, 3]),
        ("ARRAY_SLICE([1, 2, 3, 4], 1, 2)", [2, 3]),
        ("ARRAY_SLICE([1, 2, 3, 4], -2)", [3, 4]),
        ("SetUnion([1, 2], [2, 3])", [1, 2, 3]),
        ("SetIntersect([1, 2], [2, 3])", [2]),
        ("IIF(1 < 2, 'yes', 'no')", "yes"),
        ("DateTimeAdd('mm', 1, '2026-01-31T00:00:00Z')", "2026-02-28T00:00:00.0000000Z"),
        ("DateTimeDiff('day', '2026-01-01T23:00:00Z', '2026-01-02T01:00:00Z')", 1),
        ("DateTimePart('yyyy', '2026-05-06T07:08:09Z')", 2026),
        ("GetCurrentTimestamp()", 1_800_000_000_500),
        ("GetCurrentDateTime()", "2027-01-15T08:00:00.5000000Z"),
        ("LOWER(1)", None),
        ("[1, undefined, 2]", [1, 2]),
        ("{'a': undefined, 'b': null}", {"b": None}),
        ("(SELECT VALUE 1)", 1),
        ("@p.x[1]", "b"),
        ("@missing", None),
    ],
)
def test_an_expression_yields(expression: str, expected: object) -> None:
    if expression.startswith("'it''s'"):
        with pytest.raises(CosmosError):
            run(f"SELECT VALUE {expression}")
        return
    assert run(f"SELECT VALUE {expression}", p={"x": ["a", "b"]}) == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT c.id, c.n AS number, c.s text FROM c WHERE c.n = 1", [{"id": "1", "number": 1, "text": "abc"}]),
        ("SELECT c.o.k, c.n + 1, c['s'] FROM c WHERE c.n = 1", [{"k": 1, "$1": 2, "s": "abc"}]),
        ("SELECT c.missing FROM c WHERE c.n = 1", [{}]),
        ("SELECT VALUE c.missing FROM c", []),
        ('SELECT VALUE {a: c.n, "b": [c.id]} FROM c WHERE c.n = 1', [{"a": 1, "b": ["1"]}]),
        ("SELECT * FROM c.o", [{"k": 1}, {"k": 2}]),
        ("SELECT VALUE t FROM t IN c.tags", ["x", "y", "y"]),
        ("SELECT VALUE c.id || t FROM c JOIN t IN c.tags", ["1x", "1y", "2y"]),
        (
            "SELECT c.id, l.a FROM c JOIN t IN c.tags JOIN l IN c.lines WHERE t = 'x'",
            [{"id": "1", "a": 1}, {"id": "1", "a": 2}],
        ),
        ("SELECT VALUE t FROM c JOIN (SELECT VALUE t FROM t IN c.tags WHERE t != 'x') t", ["y", "y"]),
        ("SELECT VALUE ARRAY(SELECT VALUE UPPER(t) FROM t IN c.tags) FROM c WHERE c.n = 1", [["X", "Y"]]),
        ("SELECT VALUE (SELECT VALUE COUNT(1) FROM l IN c.lines) FROM c WHERE c.n < 3", [2, 0]),
        ("SELECT DISTINCT VALUE t FROM t IN c.tags", ["x", "y"]),
        ("SELECT VALUE c.id FROM c ORDER BY c.n DESC", ["3", "2", "1", "4"]),
        ("SELECT VALUE c.id FROM c ORDER BY c.mixed", ["1", "2", "4", "3"]),
        ("SELECT VALUE COUNT(1) FROM c", [4]),
        ("SELECT VALUE COUNT(c.n) FROM c", [3]),
        ("SELECT VALUE SUM(c.n) FROM c", [6.5]),
        ("SELECT VALUE SUM(c.mixed) FROM c", []),
        ("SELECT VALUE AVG(c.n) FROM c WHERE c.n < 3", [1.5]),
        ("SELECT VALUE AVG(c.n) FROM c WHERE false", []),
        ("SELECT VALUE COUNT(1) FROM c WHERE false", [0]),
        ("SELECT MIN(c.n) AS low, MAX(c.s) AS high, COUNT(1) FROM c", [{"low": 1, "high": "żółw", "$1": 4}]),
        ("SELECT VALUE MAX(c.n) - MIN(c.n) FROM c", [2.5]),
        (
            "SELECT c.yes, COUNT(1) AS n FROM c GROUP BY c.yes",
            [{"yes": True, "n": 1}, {"yes": False, "n": 1}, {"n": 2}],
        ),
        ("SELECT VALUE COUNT(1) FROM c JOIN t IN c.tags GROUP BY t", [1, 2]),
        ("SELECT VALUE r.n FROM root r WHERE r.id = '1'", [1]),
    ],
)
def test_a_query_yields(query: str, expected: list[Any]) -> None:
    assert run(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "",
        "SELECT",
        "SELECT FROM c",
        "SELECT * FROM",
        "SELECT * FROM c WHERE",
        "SELECT * FROM c WHERE c.order = 1",
        "SELECT * FROM c WHERE c.value = 1",
        "SELECT * FROM c WHERE d.n = 1",
        "SELECT x.n FROM c",
        "SELECT * FROM c JOIN t IN c.tags",
        "SELECT * FROM c ORDER BY",
        "SELECT NOSUCH(c.n) FROM c",
        "SELECT udf.f(c.n) FROM c",
        "SELECT VALUE LOWER(c.s, 1) FROM c",
        "SELECT * FROM c WHERE COUNT(1) > 1",
        "SELECT VALUE COUNT(SUM(c.n)) FROM c",
        "SELECT c.s FROM c GROUP BY c.s ORDER BY c.s",
        "SELECT * FROM c WHERE c.s = 'open",
        "SELECT * FROM c; DROP TABLE items",
        "DELETE FROM c",
        "SELECT TOP 1 * FROM c OFFSET 0 LIMIT 1",
    ],
)
def test_a_wrong_query_is_refused(query: str) -> None:
    with pytest.raises(CosmosError) as refused:
        compile_query(query)
    assert refused.value.status == 400


def test_parameters_are_values_never_text() -> None:
    assert ids("c.id = @id", id="1' OR true --") == ""
    assert ids("c.id = @id", id="1") == "1"
    assert ids("ARRAY_CONTAINS(@ids, c.id)", ids=["1", "3"]) == "13"


def test_equalities_are_found_for_storage_to_search_by() -> None:
    query = compile_query(
        "SELECT * FROM c WHERE c.id = @id AND ('x' = c.o.k AND (c.n = 1 OR c.s = 'no')) AND NOT c.s = 'a'"
    )
    assert [path for path, _ in query.equalities] == [("id",), ("o", "k")]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT c.s, COUNT(1) FROM c",
        "SELECT c.n, COUNT(1) FROM c GROUP BY c.s",
        "SELECT * FROM c GROUP BY c.s",
        "SELECT VALUE {'s': c.s, 'n': COUNT(1)} FROM c",
    ],
)
def test_a_column_is_aggregated_or_grouped_by(query: str) -> None:
    with pytest.raises(CosmosError) as refused:
        compile_query(query)
    assert refused.value.status == 400


def test_an_expression_of_grouped_values_is_a_column() -> None:
    assert run("SELECT VALUE {'y': c.yes, 'n': COUNT(1) * 2} FROM c WHERE c.n < 3 GROUP BY c.yes") == [
        {"y": True, "n": 2},
        {"y": False, "n": 2},
    ]

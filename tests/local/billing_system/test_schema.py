from pathlib import Path

from local.billing_system.schema import schema_text

SCHEMA = Path(__file__).parents[3] / "docs" / "billing-system.schema.json"


def test_the_schemas_in_the_docs_are_current() -> None:
    assert SCHEMA.read_text() == schema_text(), "run python -m local.billing_system schema"

"""The JSON Schemas of the contract, made from the pydantic models."""

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from shared.billing_contract import (
    DATA,
    Change,
    CustomerRequest,
    Page,
    PaymentBooked,
    PaymentReport,
    RequestAccepted,
)
from shared.json_model import JsonModel


def contract_schema() -> dict[str, Any]:
    """Return one JSON Schema document (2020-12) whose `$defs` hold every shape of the contract."""
    models: list[type[JsonModel]] = [
        Page,
        Change,
        *DATA.values(),
        PaymentReport,
        PaymentBooked,
        CustomerRequest,
        RequestAccepted,
    ]
    _, definitions = models_json_schema([(model, "validation") for model in models], ref_template="#/$defs/{model}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mojBOK: the contract with the billing system",
        "description": "Made from shared/billing_contract by `python -m local.billing_system schema`.",
        "x-data-by-kind": {kind: {"$ref": f"#/$defs/{model.__name__}"} for kind, model in DATA.items()},
        **definitions,
    }


def schema_text() -> str:
    """Return the schema as the file holds it."""
    return json.dumps(contract_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def write_schema(file: Path) -> None:
    """Write the schema file anew."""
    file.write_text(schema_text())

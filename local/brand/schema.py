"""`python -m local.brand schema > brand/brand.schema.json`: what editors complete and check `brand.json` by."""

import json
from typing import Any

from shared.brand.model import Brand


def schema() -> str:
    """The JSON schema, as a text that stays the same while the classes do."""
    told: dict[str, Any] = Brand.model_json_schema(by_alias=True)
    _drop_titles(told)
    told = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | told
    told["properties"]["$schema"] = {"type": "string", "description": "where editors find this description"}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _drop_titles(told: dict[str, Any]) -> None:
    """Titles that only repeat the keys; a key may itself be called `title`."""
    for name, part in list(told.items()):
        if name == "title" and isinstance(part, str):
            del told[name]
        elif isinstance(part, dict):
            _drop_titles(part)
        elif isinstance(part, list):
            for one in part:
                if isinstance(one, dict):
                    _drop_titles(one)

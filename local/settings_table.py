"""`python -m local.settings_table > docs/settings.md`: every setting of the application, from its definition."""

import sys
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from shared.settings import Settings

HEAD = """# Settings

Environment variables of the application, written by `make settings` from `shared/settings.py`; a test holds the two \
equal. A start with a bad or missing one is refused, all faults named at once. In Azure they stand in \
`infra/bicep/<environment>.bicepparam`, secrets as references to the vault.

| variable | means | kind | default |
|---|---|---|---|
"""


def table() -> str:
    return HEAD + "".join(
        f"| `MOJBOK_{name.upper()}` | {_cell(field.description or '')} | {_kind(field)} | {_default(field)} |\n"
        for name, field in Settings.model_fields.items()
    )


def _kind(field: FieldInfo) -> str:
    if not field.repr or SecretStr in _types(field.annotation):
        return "secret"
    return "required" if field.is_required() else "optional"


def _types(annotation: Any) -> tuple[Any, ...]:
    return (annotation, *getattr(annotation, "__args__", ()))


def _default(field: FieldInfo) -> str:
    value = field.default
    if field.is_required():
        return "must be given"
    if value is None or _kind(field) == "secret" or value == "":
        return "none"
    text = ", ".join(str(one) for one in value) if isinstance(value, tuple) else str(value)
    return f"`{text.lower() if isinstance(value, bool) else text}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(table())

"""Print the portal's OpenAPI document: `python -m local.openapi > static_web/openapi.json`."""

import json
import os
import sys
from pathlib import Path


def main() -> None:
    """Build the application with the local settings, without opening anything, and print its schema."""
    values = json.loads((Path(__file__).parent.parent / "local.settings.json").read_text())["Values"]
    for name, value in values.items():
        os.environ.setdefault(name, value)
    from function_app import web
    from shared.http.web import openapi_json

    sys.stdout.write(openapi_json(web))


if __name__ == "__main__":
    main()

"""What the processes are told: the ports, the data folder, and the settings that follow from them."""

import json
import os
import sys
from pathlib import Path

from local.billing_system.auth import AUDIENCE
from local.identity_provider.directory import read_directory
from local.stack.ports import Ports

ROOT = Path(__file__).parents[2]
CERTIFICATE = "identity"
TOLD = "BILLING_FILES_TOLD"
"""Where `python -m adapters.billing_files take` keeps what a retailer's files tell; then they are billing."""


def stack_environment(ports: Ports, data: Path) -> dict[str, str]:
    """The environment of every process; local.settings.json gives what neither it nor the caller's sets."""
    settings: dict[str, str] = json.loads((ROOT / "local.settings.json").read_text())["Values"]
    derived = {
        "MOJBOK_PORTAL_URL": f"http://localhost:{ports['web']}",
        "MOJBOK_COSMOS_ENDPOINT": f"http://127.0.0.1:{ports['cosmos']}",
        "MOJBOK_BLOB_ENDPOINT": f"http://127.0.0.1:{ports['blob']}/devstoreaccount1",
        "MOJBOK_SMTP_HOST": "127.0.0.1",
        "MOJBOK_SMTP_PORT": str(ports["smtp"]),
        "MOJBOK_BILLING_URL": f"http://127.0.0.1:{ports['billing']}",
        "MOJBOK_BILLING_TOKEN_AUTHORITY": f"https://localhost:{ports['identity']}/{read_directory().tenant_id}",
        "MOJBOK_BILLING_TOKEN_CA_FILE": str(data / "certificates" / f"{CERTIFICATE}.pem"),
        "MOJBOK_STAFF_AUTHORITY": f"https://localhost:{ports['identity']}/{read_directory().tenant_id}",
        "MOJBOK_STAFF_CA_FILE": str(data / "certificates" / f"{CERTIFICATE}.pem"),
        "MOJBOK_PAYMENT_URL": f"http://localhost:{ports['payments']}",
        "BILLING_FILES_AUTHORITY": f"https://localhost:{ports['identity']}/{read_directory().tenant_id}",
        "BILLING_FILES_AUDIENCE": AUDIENCE,
        "BILLING_FILES_CA_FILE": str(data / "certificates" / f"{CERTIFICATE}.pem"),
        "DATA": str(data),
        "PYTHON": sys.executable,
        "PYTHONUNBUFFERED": "1",
    }
    numbers = {f"{name.upper()}_PORT": str(port) for name, port in ports.all().items()}
    optional = {"FUNCTIONS_HOST_FLAGS": "", "BILLING_FLAGS": "", "WEB_DIST": "static_web/dist"}
    return optional | settings | dict(os.environ) | derived | numbers

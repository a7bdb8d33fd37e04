"""The master key signature that every request carries."""

import base64
import hmac
from urllib.parse import unquote

from local.cosmos_emulator import EMULATOR_KEY
from local.cosmos_emulator.errors import CosmosError

KEY = base64.b64decode(EMULATOR_KEY)


def check_signature(method: str, resource_type: str, link: str, date: str, header: str) -> None:
    """Raise CosmosError 401 unless the header signs this request with the emulator's key.

    The rule is the service's: HMAC-SHA256 over verb, resource type, the link by names (or a lower-cased resource
    id) and the date, each on a line.
    """
    signature = unquote(header)
    for signed in (link, _last_id(link)):
        text = f"{method.lower()}\n{resource_type}\n{signed}\n{date.lower()}\n\n"
        digest = base64.b64encode(hmac.digest(KEY, text.encode(), "sha256")).decode()
        if hmac.compare_digest(signature, f"type=master&ver=1.0&sig={digest}"):
            return
    raise CosmosError(
        401,
        "The input authorization token can't serve the request. The wrong key is being used or the expected "
        "payload is not built as per the protocol.",
    )


def _last_id(link: str) -> str:
    """What is signed for a link by resource ids: the last of them, in lower case."""
    return link.rpartition("/")[2].lower()

"""In the worker: the host's request to the worker's data, the worker's data to what is left of the answer."""

from collections.abc import Mapping
from typing import Any

from azure_functions_runtime.bindings.datumdef import Datum

from local.functions_host.http.cookies import set_cookie_headers
from local.functions_host.workers.wire import HttpAnswer, HttpCall, TimerCall


def to_datum(trigger: HttpCall | TimerCall) -> Datum:
    """The trigger's value as the worker's own code takes it."""
    if isinstance(trigger, TimerCall):
        return Datum(trigger.info, "json")
    return Datum(
        {
            "method": Datum(trigger.method, "string"),
            "url": Datum(trigger.url, "string"),
            "headers": _strings(trigger.headers),
            "query": _strings(trigger.query),
            "params": _strings(trigger.route_values),
            "body": Datum(trigger.body, "bytes"),
        },
        "http",
    )


def to_answer(returned: Datum | None) -> HttpAnswer:
    """An HttpResponse, or a bare string as text. Raises TypeError for None, which Azure answers with 500."""
    if returned is None:
        raise TypeError("the function returned nothing")
    if returned.type != "http":
        headers = [("content-type", "text/plain; charset=utf-8")]
        return HttpAnswer(200, headers, str(returned.value).encode())
    fields: dict[str, Any] = returned.value
    body = fields["body"].value if fields["body"] is not None else b""
    return HttpAnswer(
        int(fields["status_code"].value),
        [(name, value.value) for name, value in fields["headers"].items()],
        body.encode() if isinstance(body, str) else bytes(body or b""),
        set_cookie_headers(fields["cookies"]),
    )


def _strings(values: Mapping[str, str]) -> dict[str, Datum]:
    return {name: Datum(value, "string") for name, value in values.items()}

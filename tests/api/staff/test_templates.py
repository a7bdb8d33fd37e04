"""Replies to begin with: the file is the first version, leads write the next ones, and none is lost."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.api.staff.conftest import EWA, JOANNA, MAREK, Office

URL = "/api/staff/reply-templates"


@pytest.fixture
async def lead(office: Office) -> httpx.AsyncClient:
    return await office.clerk(JOANNA, "bok.lead")


def changed(read: dict[str, Any], **fields: Any) -> dict[str, Any]:
    first, *others = read["templates"]
    return read | {"templates": [first | fields, *others]}


async def test_a_lead_writes_the_next_version_and_a_clerk_does_not(lead: httpx.AsyncClient, office: Office) -> None:
    ewa = await office.clerk(EWA)
    read = (await ewa.get(URL)).json()
    assert (read["version"], {*read["templates"][0]["text"]}) == (1, {"pl", "en", "uk"})
    new = changed(read, name="Potwierdzenie")
    refused = await ewa.put(URL, json=new)
    assert (refused.status_code, refused.json()["code"]) == (403, "office_lead_required")
    assert (await lead.put(URL, json=new)).json()["version"] == 2
    assert (await ewa.get(URL)).json() == new | {"version": 2}
    marek = await office.clerk(MAREK, "bok.lead")
    races = await asyncio.gather(
        *(one.put(URL, json=new | {"version": 2}) for one in (lead, marek) * 2), lead.put(URL, json=new)
    )
    assert sorted(one.status_code for one in races) == [200, 409, 409, 409, 409]
    kept = (await ewa.get(f"{URL}/versions")).json()["versions"]
    assert [one["version"] for one in kept] == [3, 2]
    assert (kept[1]["by"], kept[1]["templates"]) == (JOANNA, new["templates"])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": {"pl": "{saldo}", "en": "a", "uk": "a"}}, "templates.0.text.pl"),
        ({"text": {"pl": "a", "en": "{numer", "uk": "a"}}, "templates.0.text.en"),
        ({"text": {"pl": "a", "en": "a", "uk": "{ numer }"}}, "templates.0.text.uk"),
        ({"text": {"pl": "a", "en": "a"}}, ""),
        ({"kinds": []}, ""),
        ({"key": "refused"}, ""),
    ],
)
async def test_what_nobody_could_use_is_refused(lead: httpx.AsyncClient, fields: dict[str, Any], field: str) -> None:
    read = (await lead.get(URL)).json()
    answer = await lead.put(URL, json=changed(read, **fields))
    assert (answer.status_code, answer.json()["code"]) == (400, "validation_failed")
    assert field in [one["field"] for one in answer.json()["errors"]] or not field
    assert (await lead.get(URL)).json() == read

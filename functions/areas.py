"""The areas of the portal: each one folder here, one HTTP-triggered function, and all routes under `/api/<name>`."""

import re

from fastapi import APIRouter

from functions.auth.api import router as auth
from functions.billing.api import OPEN_PATHS as BILLING_OPEN
from functions.billing.api import router as billing
from functions.profile.api import OPEN_PATHS as PROFILE_OPEN
from functions.profile.api import router as profile
from functions.staff.api import OFFICE_FILES
from functions.staff.api import router as staff
from functions.supply.api import PHOTOS
from functions.supply.api import router as supply
from functions.tickets.api import ATTACHMENTS
from functions.tickets.api import router as tickets
from shared.files.keeping import MOST_BYTES
from shared.http.gate import Gate, Uploads
from shared.http.openapi import PortalApi
from shared.http.status import router as status
from shared.http.web import build_api
from shared.settings import settings

# Routes are tried in this order, and billing is asked most.
AREAS: dict[str, APIRouter] = {
    "billing": billing,
    "auth": auth,
    "profile": profile,
    "supply": supply,
    "tickets": tickets,
    "staff": staff,
}

CATCH_ALL = "website"
"""The function for everything else. The host tries functions in alphabetical order of their names and takes the
first that fits, so this one has to come after every area's."""

ROUTES = {name: f"{name}/{{*path}}" for name in AREAS} | {CATCH_ALL: "{*path}"}
"""The route of each HTTP function, by its name."""


UPLOADS = Uploads(re.compile(f"{ATTACHMENTS}|{PHOTOS}|{OFFICE_FILES}"), MOST_BYTES)


def build_portal() -> Gate:
    """The one application behind all HTTP functions."""
    return guarded(build_routes())


def build_routes() -> PortalApi:
    """The routes of all areas; they remember nothing."""
    return build_api([*AREAS.values(), status])


def guarded(routes: PortalApi) -> Gate:
    """The routes behind a gate that begins to count."""
    return Gate(routes, settings().portal_origin, BILLING_OPEN | PROFILE_OPEN, UPLOADS)

"""The tenant: which applications exist and what they may do. The committed file holds local-only secrets."""

import hmac
import re
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic.alias_generators import to_camel

DIRECTORY_FILE = Path(__file__).with_name("directory.json")


class _Entry(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class Resource(_Entry):
    """An API that tokens can be asked for."""

    name: str
    identifier_uri: str
    app_roles: tuple[str, ...]


class Client(_Entry):
    """An application that signs in with a secret.

    `app_roles` are its own roles by resource. One that lets people in has `redirect_uris`, and `user_roles` that can
    be given to them.
    """

    name: str
    client_id: str
    secrets: tuple[str, ...]
    app_roles: dict[str, tuple[str, ...]] = {}
    redirect_uris: tuple[str, ...] = ()
    user_roles: tuple[str, ...] = ()

    def knows(self, secret: str) -> bool:
        return any(hmac.compare_digest(secret.encode(), own.encode()) for own in self.secrets)

    def leads_to(self, redirect_uri: str) -> bool:
        """Whether people may be sent back there; of localhost, as Entra ID does, any port is taken."""
        return _without_local_port(redirect_uri) in {_without_local_port(one) for one in self.redirect_uris}


class User(_Entry):
    """Somebody who works there; `roles` are those of the application for people."""

    id: str
    name: str
    mail: str
    roles: tuple[str, ...] = ()


class Directory(_Entry):
    """Everything the provider knows."""

    tenant_id: str
    resources: tuple[Resource, ...]
    clients: tuple[Client, ...]
    users: tuple[User, ...] = ()

    @model_validator(mode="after")
    def _roles_exist(self) -> Self:
        for client in self.clients:
            for identifier_uri, roles in client.app_roles.items():
                resource = self.resource(identifier_uri)
                if resource is None or not {*roles} <= {*resource.app_roles}:
                    raise ValueError(f"{client.name} has roles that {identifier_uri} does not define")
        known = {role for client in self.clients for role in client.user_roles}
        for user in self.users:
            if not {*user.roles} <= known:
                raise ValueError(f"{user.name} has roles that no application defines")
        return self

    def user(self, user_id: str) -> User | None:
        return next((user for user in self.users if user.id == user_id), None)

    def client(self, client_id: str) -> Client | None:
        return next((client for client in self.clients if client.client_id == client_id.lower()), None)

    def resource(self, identifier_uri: str) -> Resource | None:
        return next((found for found in self.resources if found.identifier_uri == identifier_uri), None)


def _without_local_port(address: str) -> str:
    return re.sub(r"^http://localhost(:[0-9]+)?/", "http://localhost/", address)


def read_directory(file: Path = DIRECTORY_FILE) -> Directory:
    """Read the tenant from a file. Raises ValueError that says what is wrong with it."""
    try:
        return Directory.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise ValueError(f"{file}: {error}") from None

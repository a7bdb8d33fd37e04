"""HTTP/1.1 by hand: bytes out, an answer in, so that a client library hides nothing."""

import json
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """What came back; names of headers in lower case. `closed`: the server ended the connection after it."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    closed: bool

    def header(self, name: str) -> str | None:
        return next((value for known, value in self.headers if known == name), None)

    def cookies(self) -> list[str]:
        return [value for name, value in self.headers if name == "set-cookie"]

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def is_bare(self) -> bool:
        """An answer of the host's own: no body, no content type."""
        return self.body == b"" and self.header("content-type") is None


@dataclass(frozen=True)
class Address:
    """Where the host under test listens, and how it calls itself."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> Self:
        parts = urlsplit(url)
        return cls(parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"

    def connect(self) -> socket.socket:
        plain = socket.create_connection((self.host, self.port), timeout=SECONDS)
        if self.scheme != "https":
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)

    def ask(
        self,
        target: str | bytes,
        *headers: str | bytes,
        method: str = "GET",
        body: bytes = b"",
        host: str | None = None,
        version: str = "1.1",
    ) -> Answer:
        """One request on a connection of its own. `host` "" leaves the header out; a body gets its length."""
        raw = target if isinstance(target, bytes) else target.encode("latin-1")
        lines = [method.encode() + b" " + raw + b" HTTP/" + version.encode()]
        if host != "":
            lines.append(b"Host: " + (host or self.name).encode())
        lines += [line if isinstance(line, bytes) else line.encode() for line in headers]
        if body and not any(line.lower().startswith((b"transfer-encoding", b"content-length")) for line in lines):
            lines.append(b"Content-Length: %d" % len(body))
        return self.send(b"\r\n".join(lines) + b"\r\n\r\n" + body, head=method == "HEAD")

    def send(self, data: bytes, *, head: bool = False) -> Answer:
        with self.connect() as connection:
            with suppress(ConnectionError):  # refused before all of it was sent; the answer may be there still
                connection.sendall(data)
            return read(connection, head=head)


def read(connection: socket.socket, *, head: bool = False) -> Answer:
    """The next answer that is not an interim one. Raises ConnectionError where there is none."""
    file = connection.makefile("rb")
    status = 100
    while status == 100:
        line = file.readline()
        if not line:
            raise ConnectionError("the connection ended without an answer")
        status = int(line.split()[1])
        headers = []
        while (line := file.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            headers.append((name.decode().lower(), value.strip().decode("latin-1")))
    known = dict(headers)
    if head or status in {204, 304}:
        body = b""
    elif known.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(file.readline().partition(b";")[0], 16):
            body += file.read(size)
            file.readline()
        file.readline()
    else:
        body = file.read(int(known["content-length"])) if "content-length" in known else file.read()
    connection.settimeout(0.3)
    try:
        closed = file.read(1) == b""
    except (TimeoutError, OSError):
        closed = False
    return Answer(status, headers, body, closed)

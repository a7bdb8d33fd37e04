"""`python -m local.identity_provider`: serve the tenant of directory.json over HTTPS."""

import argparse
from pathlib import Path

import uvicorn

from local.certificates import ensure_certificate
from local.identity_provider.application import IdentityProvider
from local.identity_provider.directory import read_directory
from local.identity_provider.keys import ensure_signing_key


def main() -> None:
    parser = argparse.ArgumentParser("python -m local.identity_provider", description=__doc__)
    parser.add_argument("--port", type=int, default=9030)
    parser.add_argument("--data", type=Path, default=Path(".local/identity"), help="where the keys are kept")
    parser.add_argument("--certificates", type=Path, default=Path(".local/certificates"))
    arguments = parser.parse_args()
    certificate, key = ensure_certificate(arguments.certificates, "identity")
    provider = IdentityProvider.at(
        f"https://localhost:{arguments.port}", read_directory(), ensure_signing_key(arguments.data)
    )
    print(f"identity provider: {provider.authority}, trusted through {certificate}", flush=True)
    uvicorn.run(
        provider.application(),
        host="127.0.0.1",
        port=arguments.port,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=2,
    )


if __name__ == "__main__":
    main()

"""Run the emulator: `python -m local.cosmos_emulator --port 8081 --data .local/cosmos.sqlite`."""

import argparse
import asyncio
import signal
import socket
import sys
import time
from pathlib import Path

from local.cosmos_emulator.database.consistency import LEVELS
from local.cosmos_emulator.database.storage import DataFileError
from local.cosmos_emulator.server import Server, make_server
from local.cosmos_emulator.service import Service


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local.cosmos_emulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="port of plain HTTP")
    parser.add_argument("--data", type=Path, help="SQLite file; without it everything is kept in memory")
    parser.add_argument("--consistency", choices=LEVELS, default="Session", help="the account's level")
    parser.add_argument("--replica-lag", type=float, metavar="SECONDS", help="how far weak reads are behind")
    parser.add_argument("--https-port", type=int, help="port of HTTPS; needs --certificate and --key")
    parser.add_argument("--certificate", type=Path)
    parser.add_argument("--key", type=Path)
    arguments = parser.parse_args()
    if arguments.https_port and not (arguments.certificate and arguments.key):
        parser.error("--https-port needs --certificate and --key")
    return arguments


async def serve(servers: list[tuple[Server, socket.socket]]) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way."""

    def stop() -> None:
        for server, _ in servers:
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    await asyncio.gather(*(server.serve(sockets=[listener]) for server, listener in servers))


def main() -> None:
    arguments = parse_arguments()
    try:
        service = Service(arguments.data, time.time, consistency=arguments.consistency, lag=arguments.replica_lag)
    except DataFileError as error:
        sys.exit(str(error))
    servers = [(make_server(service), socket.create_server((arguments.host, arguments.port)))]
    print(f"Cosmos DB emulator: http://{arguments.host}:{arguments.port}/", flush=True)
    if arguments.https_port:
        secure = make_server(service, tls=(arguments.certificate, arguments.key))
        servers.append((secure, socket.create_server((arguments.host, arguments.https_port))))
        print(f"Cosmos DB emulator: https://{arguments.host}:{arguments.https_port}/", flush=True)
    try:
        import uvloop

        uvloop.run(serve(servers))
    finally:
        service.close()


if __name__ == "__main__":
    main()

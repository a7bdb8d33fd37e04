"""`python -m local.payment_gateway`: serve the merchant of local.settings.json."""

import argparse
import json
import os
from pathlib import Path

import uvicorn

from local.payment_gateway.app import application
from local.payment_gateway.gateway import Gateway, Merchant
from local.payment_gateway.ledger import Ledger


def main() -> None:
    parser = argparse.ArgumentParser("python -m local.payment_gateway", description=__doc__)
    parser.add_argument("--port", type=int, default=9020)
    parser.add_argument("--data", type=Path, default=Path(".local/payments"), help="where the transactions are kept")
    arguments = parser.parse_args()
    ledger = Ledger(arguments.data / "payments.sqlite")
    try:
        uvicorn.run(
            application(Gateway(merchant_of(os.environ), ledger)),
            host="127.0.0.1",
            port=arguments.port,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=2,
        )
    finally:
        ledger.close()


def merchant_of(environ: "os._Environ[str]") -> Merchant:
    """The merchant the portal is set up as: the same variables, or the values of local.settings.json."""
    known = json.loads((Path(__file__).parents[2] / "local.settings.json").read_text())["Values"] | dict(environ)
    return Merchant(
        merchant_id=int(known["MOJBOK_PAYMENT_MERCHANT_ID"]),
        pos_id=int(known["MOJBOK_PAYMENT_POS_ID"]),
        crc=known["MOJBOK_PAYMENT_CRC"],
        report_key=known["MOJBOK_PAYMENT_REPORT_KEY"],
    )


if __name__ == "__main__":
    main()

"""The contract itself, as it was signed."""

from fastapi import Request, Response

from functions.supply import store
from shared.billing.document_files import CONTRACT_PDF
from shared.http.file_download import download


async def pdf_of(customer_id: str, contract_id: str, request: Request, *, inline: bool) -> Response:
    """The PDF, to be saved, or shown where that is asked for.

    Raises Problem `not_found`, also for a contract that is not signed; `pdf_unavailable`.
    """
    stored = await store.mirrored(customer_id, "contract", contract_id)
    signed = stored if stored is not None and stored["data"]["status"] != "unsigned" else None
    return await download(signed, CONTRACT_PDF, "inline" if inline else "attachment", request)

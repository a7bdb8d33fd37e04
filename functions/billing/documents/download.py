"""The files of a document."""

from fastapi import Request, Response

from functions.billing import store
from shared.billing.document_files import KSEF_XML, PDF
from shared.http.file_download import download


async def pdf_of(customer_id: str, document_id: str, request: Request, *, inline: bool) -> Response:
    """The PDF, to be saved, or shown where that is asked for: what a browser shows runs in the portal's origin.

    Raises Problem `not_found`, `pdf_unavailable`.
    """
    stored = await store.document_of(customer_id, document_id)
    return await download(stored, PDF, "inline" if inline else "attachment", request)


async def ksef_xml_of(customer_id: str, document_id: str, request: Request) -> Response:
    """The invoice as KSeF holds it, to be saved. Raises Problem `not_found`, `xml_unavailable`."""
    return await download(await store.document_of(customer_id, document_id), KSEF_XML, "attachment", request)

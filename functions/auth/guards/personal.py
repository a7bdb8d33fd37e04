"""What others may know of a person, and so must not make up a password."""

from functions.auth import accounts
from shared.cosmos import read


async def personal_words(
    customer_id: str | None, customer_number: str, chosen_login: str | None, email: str
) -> list[str]:
    """Names, customer number, chosen login and the mailbox's name, whole and by word."""
    customer = await read("customers", "customer", customer_id or accounts.NOBODY)
    data = (customer or {}).get("data") or {}
    names = [str(data.get(field) or "") for field in ("firstName", "lastName", "companyName")]
    words = [customer_number, chosen_login or "", email.partition("@")[0]]
    return [word for text in [*names, *words] for word in {text, *text.split()} if word]

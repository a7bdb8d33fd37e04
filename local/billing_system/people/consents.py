"""The consents the invented retailer asks for, and what becomes of a change a customer asks for."""

from datetime import UTC, datetime

from shared.billing_contract import BilledKind, ContactData, Customer, CustomerConsent, CustomerRequest, Delivery

VERSION = "2024-03"
_DECIDED = datetime(2024, 3, 18, 9, 30, tzinfo=UTC)
_TEXTS = {
    "marketing": (
        "Oferty e-mailem",
        "Zgadzam się na przesyłanie mi ofert i informacji o promocjach na podany adres e-mail.",
    ),
    "marketingPhone": (
        "Oferty przez telefon i SMS",
        "Zgadzam się na przedstawianie mi ofert w rozmowach telefonicznych i wiadomościach SMS na podany numer.",
    ),
    "surveys": (
        "Ankiety o jakości obsługi",
        "Zgadzam się na przesyłanie mi ankiet o tym, jak oceniam obsługę i rozliczenia.",
    ),
}


def consents(*, marketing: bool) -> dict[str, CustomerConsent]:
    """Return a customer's consents as they were given with the contract; surveys are agreed to as offers are."""
    given = {"marketing": marketing, "marketingPhone": False, "surveys": marketing}
    return {
        key: CustomerConsent(granted=given[key], title=title, text=text, version=VERSION, decided_at=_DECIDED)
        for key, (title, text) in _TEXTS.items()
    }


def delivery(*, electronic: bool) -> dict[BilledKind, Delivery]:
    """Return how the documents come: interest notes are sent on paper unless somebody asks otherwise."""
    way: Delivery = "electronic" if electronic else "paper"
    return {"invoice": way, "correction": way, "interest_note": "paper"}


def refusal_of(request: CustomerRequest) -> str | None:
    """Return why the retailer will not do what is asked, in the words the customer reads; None where it will."""
    if request.contact is not None:
        return _contact_refusal(request.contact)
    if request.consents is not None:
        if not set(request.consents) <= set(_TEXTS):
            return "Nie prowadzimy takiej zgody."
        if any(choice.granted and choice.version != VERSION for choice in request.consents.values()):
            return "Treść tej zgody się zmieniła. Przeczytaj ją i zdecyduj jeszcze raz."
    return None


def changes_asked(request: CustomerRequest, customer: Customer) -> dict[str, object]:
    """Return the customer's new values, as JSON, once the request is carried out."""
    if request.contact is not None:
        return request.contact.model_dump(mode="json", by_alias=False, exclude_none=True)
    if request.delivery is not None:
        return {"delivery": {**(customer.delivery or {}), **request.delivery}}
    if request.consents is not None:
        decided = {"decided_at": request.requested_at}
        chosen = {
            key: customer.consents[key].model_copy(
                update=decided | {"granted": choice.granted, "version": choice.version or VERSION}
            )
            for key, choice in request.consents.items()
        }
        return {"consents": {key: consent.model_dump(mode="json") for key, consent in chosen.items()}}
    return {}


def _contact_refusal(contact: ContactData) -> str | None:
    if contact.email is not None and contact.email.endswith(".invalid"):
        return "Pod tym adresem e-mail nie ma skrzynki."
    for address in (contact.address, contact.correspondence_address):
        if address is not None and address.postal_code == "00-000":
            return "Nie znamy takiego kodu pocztowego."
    return None

"""A PESEL as a login, where a company offers none."""

from shared.accounts import Versioned
from shared.brand import brand


def opened_by(login: str, found: Versioned | None) -> Versioned | None:
    """The account, unless that login of it is a PESEL where the brand offers none and another login is there.

    One that has no other goes on being opened by it: switching PESELs off locks nobody out.
    """
    if found is None or brand().pesel_sign_in:
        return found
    account = found[0]
    by_number = account.kind == "individual" and login == account.identifier_lookup and account.identifier_masked
    return None if by_number and account.chosen_login else found

"""The replies clerks begin with, before a lead has written others."""

import pytest

from functions.staff.templates import templates
from functions.staff.templates.templates import VARIABLES, first_version


def test_each_has_a_key_of_its_own_and_three_languages_with_the_same_variables() -> None:
    found = first_version()
    assert len({template.key for template in found}) == len(found) >= 5
    assert all(template.kinds for template in found)
    for template in found:
        used = {locale: {name for name in VARIABLES if f"{{{name}}}" in text} for locale, text in template.text.items()}
        assert used["pl"] == used["en"] == used["uk"], template.key


def test_one_with_a_variable_nobody_fills_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "VARIABLES", VARIABLES - {"numer"})
    with pytest.raises(ValueError, match="variable_unknown"):
        first_version.__wrapped__()

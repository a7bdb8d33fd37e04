"""The replies clerks begin with."""

import pytest

from functions.staff import templates
from functions.staff.templates import VARIABLES
from functions.staff.templates import templates as all_templates


def test_each_has_a_key_of_its_own_and_only_variables_somebody_fills() -> None:
    found = all_templates()
    assert len({template.key for template in found}) == len(found) >= 5
    assert all(template.kinds for template in found)


def test_one_with_a_variable_nobody_fills_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "VARIABLES", VARIABLES - {"numer"})
    with pytest.raises(ValueError, match="numer"):
        all_templates.__wrapped__()

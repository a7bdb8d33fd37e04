"""What `forbidden.py` lists stands in no catalogue."""

import pytest

from shared.locale import Locale
from tests.spelling.forbidden import FORBIDDEN, Instead
from tests.spelling.texts import LOCALES, texts

# A version of the terms that somebody may have accepted stays as it was.
ACCEPTED = "brand/terms/"


def found(locale: Locale, said: str) -> list[Instead]:
    return [
        one
        for one in FORBIDDEN[locale]
        if one.pattern.search(said) and not (one.unless is not None and one.unless.search(said))
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_forbidden_word_stands_in_a_catalogue(locale: Locale) -> None:
    wrong = [
        f"{text.file}: {text.said!r} – write {one.better}"
        for text in texts()
        if text.locale == locale and not text.file.startswith(ACCEPTED)
        for one in found(locale, text.said)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("locale", "wrong", "right"),
    [
        ("pl", "Nazwa użytkownika", "Nie pamiętasz nazwy użytkownika?"),
        ("pl", "Drugi krok logowania", "Logowanie dwuetapowe"),
        ("pl", "kiedy rozmawiałeś(-aś)", "Suma (zł)"),
        ("en", "74,36 to pay", "PLN 1,234.56 to pay, 50,000 at most"),
        ("en", "on 22.11.2026", "on 22 Nov 2026"),
        ("uk", "Наступний рахунок", "Наступний рахунок-фактура"),
        ("uk", "До рахунка додано коригування", "Гроші повернулися на ваш рахунок."),
        ("uk", "Кінцеве сальдо", "Кінцевий баланс у розрахунку"),
    ],
)
def test_a_forbidden_word_is_found_and_its_better_is_not(locale: Locale, wrong: str, right: str) -> None:
    assert len(found(locale, wrong)) == 1
    assert found(locale, right) == []

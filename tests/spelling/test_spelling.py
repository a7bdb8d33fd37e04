"""Every word of every catalogue is in Debian's hunspell dictionaries or in the own list beside this test."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from shared.locale import Locale
from tests.spelling.texts import LOCALES, texts

DICTIONARIES: dict[Locale, str] = {"pl": "pl_PL", "en": "en_GB", "uk": "uk_UA"}
NO_WORDS = re.compile(r"\{[^}]*\}|https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+\b|\b\w*[\d_]\w*\b")
"""What is filled in later, addresses, file names, codes, and what has figures in it."""
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def words_of(said: str) -> list[str]:
    return WORD.findall(NO_WORDS.sub(" ", said))


def unknown(locale: Locale, words: Iterable[str]) -> set[str]:
    """The words that the dictionary does not have. Raises where there is no hunspell or no dictionary."""
    asked = subprocess.run(
        ["hunspell", "-l", "-i", "utf-8", "-d", DICTIONARIES[locale]],
        input="\n".join(words) + "\n",
        capture_output=True,
        check=True,
        text=True,
    )
    return set(asked.stdout.split())


def own_list(locale: Locale) -> set[str]:
    return set((Path(__file__).parent / f"{locale}.txt").read_text("utf-8").split())


@cache
def used() -> dict[Locale, dict[str, str]]:
    """The words of each language, each with a file it stands in."""
    found: dict[Locale, dict[str, str]] = {locale: {} for locale in LOCALES}
    for text in texts():
        for word in words_of(text.said):
            found[text.locale].setdefault(word, text.file)
    return found


@pytest.fixture(autouse=True, scope="module")
def hunspell() -> None:
    if shutil.which("hunspell") is None:
        pytest.fail("there is no hunspell; `make unit` installs it, or see local/install/ensure-hunspell.sh")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_is_spelt_right(locale: Locale) -> None:
    words = used()[locale]
    wrong = unknown(locale, words) - own_list(locale)
    assert not {word: words[word] for word in sorted(wrong)}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_own_list_holds_only_words_that_are_used_and_need_it(locale: Locale) -> None:
    own = own_list(locale)
    assert own == unknown(locale, own) & used()[locale].keys()


def test_catalogues_of_every_kind_are_read() -> None:
    files = {text.file for text in texts()}
    for one in (
        "static_web/src/screens/supply/text/uk.ts",
        "static_web/src/screens/office/words.ts",
        "shared/mail/texts/security.py",
        "functions/tickets/services/catalogue.json",
    ):
        assert one in files
    assert all(len(words) > 1_000 for words in used().values())


def test_a_misspelt_word_is_found() -> None:
    assert unknown("pl", ["faktura", "fakutra"]) == {"fakutra"}
    assert unknown("uk", ["рахунок", "рахунак"]) == {"рахунак"}
    assert words_of("Zapłać {amount} do 22.11.2026 na bok@mojbok.pl – „Faktury” (G11)") == [
        "Zapłać", "do", "na", "Faktury",
    ]  # fmt: skip

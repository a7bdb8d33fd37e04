"""Whether a screen or a mail speaks one language and no other."""

import re
from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.e2e.conftest import ROOT, Mail

# Letters of Polish alone; „ó” is also in names of languages and places.
POLISH = re.compile(r"\w*[ąćęłńśźżĄĆĘŁŃŚŹŻ]\w*")
SHOWN = """() => {
  const found = [document.title];
  const other = (element) => element.closest('noscript, option, [lang]:not(html)');
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (!other(texts.currentNode.parentElement)) found.push(texts.currentNode.data);
  for (const name of ['aria-label', 'alt', 'placeholder', 'title'])
    for (const element of document.querySelectorAll(`body [${name}]`))
      if (!other(element)) found.push(element.getAttribute(name));
  return found.map((text) => text.trim()).filter(Boolean);
}"""


@cache
def _sentences(language: str) -> frozenset[str]:
    """The fixed sentences of a catalogue of the web app."""
    files = (ROOT / "static_web" / "src").rglob(f"{language}.ts")
    return frozenset(text for file in files for text in re.findall(r'"([^"\\]{3,})"', file.read_text("utf-8")))


def polish_left(page: Page, language: str, person: dict[str, Any]) -> set[str]:
    """What is still Polish on a screen in `language`; people, places and the currency keep their names."""
    texts = page.evaluate(SHOWN)
    for part in (person["name"], *person["name"].split(), "zł"):
        texts = [text.replace(part, "") for text in texts]
    assert len(texts) > 5
    only_polish = _sentences("pl") - _sentences(language)
    return {text for text in texts if text in only_polish or POLISH.search(text)}


def speaks(page: Page, language: str, person: dict[str, Any]) -> None:
    """Fail unless the screen says it is in `language` and is."""
    assert page.evaluate("document.documentElement.lang") == language
    left = polish_left(page, language, person)
    assert left == set(), f"{page.url}: {left}"


def mail_in(page: Page, mail: Mail, language: str, address: str, subject: str) -> str:
    """The text of a mail with this subject, waited for, that is in `language` throughout."""
    for _ in range(300):
        found = mail.newest_to(address, subject)
        if found is not None:
            assert f'<html lang="{language}">' in found["html"]
            assert POLISH.findall(found["subject"] + found["text"] + found["html"]) == []
            return str(found["text"])
        page.wait_for_timeout(100)
    raise AssertionError(f"no mail {subject!r} for {address}")

"""What a browser fetches, and what moves on its screen by itself."""

from typing import Any

from playwright.sync_api import Page

LAYOUT_SHIFTS = """
window.layoutShifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries())
    if (!hadRecentInput)
      window.layoutShifts.push({
        value, moved: sources.map(({ node }) => node?.className || node?.nodeName || 'gone'),
      });
}).observe({ type: 'layout-shift', buffered: true });
"""

MOVED = """
window.moved = [];
const pressed = '#main a[href], #main button, #main input, #main select, #main textarea, #main summary';
let before = new Map();
const look = () => {
  const now = new Map();
  for (const element of document.querySelectorAll(pressed)) {
    const { top, height } = element.getBoundingClientRect();
    if (!height || getComputedStyle(element).visibility !== 'visible') continue;
    now.set(element, top + scrollY);
    const was = before.get(element);
    if (was !== undefined && Math.abs(was - now.get(element)) > 1)
      window.moved.push(`${element.innerText || element.name}: ${was} -> ${now.get(element)}`);
  }
  before = now;
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
"""Compares, frame by frame, where everything stands that can be pressed."""

TRANSLATION = """
addEventListener('DOMContentLoaded', () => {
  const own = '[translate=no], font, script, style, option, textarea';
  const wrap = (text) => {
    if (!text.data.trim() || !text.parentElement || text.parentElement.closest(own)) return;
    const outer = document.createElement('font'), inner = document.createElement('font');
    outer.append(inner);
    inner.append(text.data);
    text.replaceWith(outer);
  };
  const walk = () => {
    const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.forEach(wrap);
    window.wrapped = document.querySelectorAll('font font').length;
  };
  new MutationObserver(walk).observe(document.body, { subtree: true, childList: true, characterData: true });
  walk();
});
"""
"""What Chrome's translation does to a page, all the time: each text goes, and one in elements of its own comes in."""


class Traffic:
    """The requests of a page that reached the network; what the browser still had is none."""

    def __init__(self, page: Page) -> None:
        self._sent: dict[str, str] = {}
        self._pictures: set[str] = set()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._sending)
        session.on("Network.requestServedFromCache", lambda event: self._sent.pop(event["requestId"], None))
        session.on("Network.responseReceived", self._received)

    def _sending(self, event: dict[str, Any]) -> None:
        request = event["request"]
        if not request["url"].startswith("http"):
            return
        sent = f"{request['method']} {request['url'].split('/', 3)[3]}"
        self._sent[event["requestId"]] = sent
        if event.get("type") == "Image":
            self._pictures.add(sent)

    def _received(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self._sent.pop(event["requestId"], None)

    def take(self) -> list[str]:
        """What was sent since the last time."""
        sent = list(self._sent.values())
        self._sent.clear()
        return sent

    def take_calls(self) -> list[str]:
        """The calls of the portal's API among them; not pictures, nor the state of the portal, asked for once."""
        sent = [one for one in self.take() if one not in self._pictures]
        return [one for one in sent if " api/" in one and one != "GET api/status"]


def translate(page: Page) -> None:
    """From now on every page that is opened is one that the browser translates, into the same words."""
    page.add_init_script(TRANSLATION)


def watch_layout(page: Page) -> None:
    """From now on, and on every page opened from now on, note each shift that no key and no finger has caused."""
    page.add_init_script(LAYOUT_SHIFTS)


def layout_shifts(page: Page) -> list[dict[str, Any]]:
    """The shifts noted on this page so far."""
    shifts: list[dict[str, Any]] = page.evaluate("() => window.layoutShifts")
    return shifts


def watch_what_is_pressed(page: Page) -> None:
    """From now on, on every page opened, note what can be pressed and was moved."""
    page.add_init_script(MOVED)


def moved(page: Page) -> list[str]:
    """What was moved on this page so far, each from where to where."""
    moves: list[str] = page.evaluate("() => window.moved")
    return moves

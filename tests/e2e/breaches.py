"""What a browser does when text is taken for markup, watched for: dialogs, broken policies, planted elements."""

from playwright.sync_api import Dialog, Page

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(2)</script>',
    "{{7*7}}${7*7}",
    "abc\u202egpj.exe",
    "=HYPERLINK(1)",
    # With a number after it the longest the contract of the billing system lets in.
    "Ż" * 190,
    "javascript:alert(3)//",
)
_WATCH = """
window.__met = JSON.parse(sessionStorage.getItem("met") || "[]");
addEventListener("securitypolicyviolation", (event) => {
  window.__met.push(event.violatedDirective + " " + event.blockedURI);
  sessionStorage.setItem("met", JSON.stringify(window.__met));
});
"""


class Breaches:
    """Everything hostile text has done on a page since it is watched; `found` is empty where it was text only."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._seen: list[str] = []
        page.on("dialog", self._dismiss)
        page.add_init_script(_WATCH)

    def found(self) -> list[str]:
        """Dialogs of all screens so far, policy violations of all since the tab was opened, elements of this one."""
        planted = self._page.evaluate("document.querySelectorAll('img[src=x], body script:not([src])').length")
        met: list[str] = self._page.evaluate("window.__met")
        return [*self._seen, *met, *["planted element"] * planted]

    def _dismiss(self, dialog: Dialog) -> None:
        self._seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

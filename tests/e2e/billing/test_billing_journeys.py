"""Read, filter, take along, pay: what a customer does with what they owe."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from azure.cosmos import CosmosClient
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from local.stack.testing import RunningStack
from tests.builders import a_contract, records
from tests.e2e.conftest import DESKTOP, PHONE, Mail
from tests.e2e.steps import come_in, grosze, heading, look
from tests.e2e.watching import translate
from tests.scanner import in_picture

NARROW = {"width": 320, "height": 700}

pytestmark = pytest.mark.e2e


def both_widths(page: Page, name: str) -> None:
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        look(page, name)


def narrow_and_wide(page: Page, name: str) -> None:
    for size in (NARROW, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        look(page, name)


def downloaded_by(page: Page, link: str) -> bytes:
    with page.expect_download() as taken:
        page.get_by_role("link", name=link).click()
    return Path(taken.value.path()).read_bytes()


def taken(page: Page) -> Locator:
    """The payment is there, whether or not billing has booked it yet."""
    return page.get_by_text(re.compile("Wpłata przyjęta|Płatność jest zaksięgowana"))


def documents(page: Page, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.request.get("/api/billing/documents", params={**query}).json()["documents"]
    return found


def test_a_customer_filters_and_takes_documents_along(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, people["biuro.zlotyklos"])
    page.goto("/faktury")
    heading(page, "Faktury")
    page.get_by_role("navigation", name="Pokaż").get_by_role("link", name="Opłacone").click()
    paid = documents(page, state="paid")
    expect(page.get_by_role("rowheader").filter(has_text=paid[0]["number"])).to_be_visible()
    assert page.get_by_role("rowheader").count() == len(paid)

    page.get_by_label("Szukaj po numerze").fill(paid[3]["number"][-6:])
    page.get_by_role("button", name="Szukaj").click()
    expect(page.get_by_role("rowheader")).to_have_count(1)
    both_widths(page, "faktury-filtr")

    page.goto("/faktury?stan=oplacone")
    # The newest may still wait for its number in KSeF, and has no PDF until then.
    for document in [one for one in paid if one["pdf"] == "ready"][:2]:
        page.get_by_role("checkbox", name=f"Wybierz {document['number']}").check()
    both_widths(page, "faktury-wybor")
    take_as_zip(page)
    take_as_zip_in_pieces(page)

    page.goto("/faktury/wplaty")
    heading(page, "Historia wpłat")
    expect(page.get_by_role("rowheader").first).to_be_visible()
    both_widths(page, "wplaty")

    [correction, *_] = documents(page, kind="correction")
    page.goto(f"/faktury/{correction['id']}")
    expect(page.get_by_role("heading", name="Co się zmieniło")).to_be_visible()
    # Nobody pays a correction in the customer's favour.
    assert correction["amount"] < 0
    expect(page.get_by_role("term").filter(has_text="Rozliczono")).to_be_visible()
    expect(page.get_by_text("Wpłacono", exact=True)).to_have_count(0)
    both_widths(page, "korekta")


def take_as_zip(page: Page) -> None:
    with page.expect_download() as taken:
        page.get_by_role("button", name="Pobierz PDF-y (ZIP)").click()
    with zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes())) as archive:
        assert len(archive.namelist()) == 2
        assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())


def take_as_zip_in_pieces(page: Page) -> None:
    """As where browsers cannot reach Blob storage, with pieces of 50 kB; the connection breaks off once."""
    archives = "**/api/billing/archives"
    answers: list[dict[str, str]] = []
    asked: list[int] = []

    def by_the_portal(route: Route) -> None:
        if not answers:  # Made once: with the one before, as many as a customer may have in the making.
            made = route.fetch().json()
            name = urlsplit(made["url"]).path.rpartition("/")[2].removesuffix(".zip")
            answers.append(made | {"url": f"/api/billing/archives/{name}"})
        route.fulfill(status=201, json=answers[0])

    def a_small_piece(route: Route) -> None:
        first = int(route.request.headers["range"].removeprefix("bytes=").partition("-")[0])
        asked.append(first)
        if len(asked) == 2:
            route.abort("connectionreset")
        else:
            route.continue_(headers=route.request.headers | {"range": f"bytes={first}-{first + 49_999}"})

    page.route(archives, by_the_portal)
    page.route(f"{archives}/*", a_small_piece)
    page.get_by_role("button", name="Pobierz PDF-y (ZIP)").click()
    expect(page.get_by_text("Brak połączenia z internetem")).to_be_visible()
    assert asked == [0, 50_000]
    take_as_zip(page)
    assert asked[2:5] == [0, 50_000, 100_000]
    page.unroute_all()


def test_the_statement_ends_with_the_balance_of_the_start_page(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, next(iter(people.values())))
    balance = page.request.get("/api/billing/overview").json()["balance"]
    page.goto("/faktury/zestawienie")
    heading(page, "Zestawienie")
    proof = page.get_by_text("Saldo końcowe zgadza się z saldem na Pulpicie")
    expect(proof).to_be_visible()
    assert grosze(proof.inner_text()) == balance
    both_widths(page, "zestawienie")


def pay_at_the_provider(page: Page, button: str) -> str:
    """From the form to the provider's page, a button there, and back; returns the payment's id."""
    page.get_by_role("button", name=re.compile("^Zapłać")).click()
    page.wait_for_url(re.compile("/trnRequest/"))
    page.get_by_role("button", name=button).click()
    page.wait_for_url(re.compile("/platnosc/"))
    heading(page, "Twoja płatność")
    return page.url.rpartition("/")[2]


def another_amount(page: Page, zloty: str) -> None:
    page.goto("/faktury/zaplac")
    page.get_by_text("Inna kwota").click()
    page.get_by_label("Kwota w złotych").fill(zloty)


def blik(page: Page, code: str) -> None:
    page.get_by_text("Wpisz 6 cyfr z aplikacji").click()
    page.get_by_role("textbox", name="Kod BLIK").fill(code)
    page.get_by_role("checkbox", name=re.compile("Akceptuję")).check()
    page.get_by_role("button", name=re.compile("^Zapłać")).click()


def run_timer(stack: RunningStack, name: str) -> None:
    answer = httpx.post(f"{stack.url('functions')}/admin/functions/{name}", json={"input": ""}, trust_env=False)
    assert answer.status_code == 202, answer.text


def until(page: Page, what: Callable[[], bool]) -> None:
    for _ in range(150):
        if what():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it did not come about in 30 seconds")


def the_balance_as_a_transfer(page: Page) -> None:
    """In words, each to be copied, and as a code that says the same."""
    whole = page.request.get("/api/billing/transfer", params={"balance": "true"}).json()
    account = whole["account"]
    tile = page.get_by_role("region", name="Wolisz zwykły przelew?")
    fours = " ".join([account[:2], *(account[at : at + 4] for at in range(2, 26, 4))])
    for said in (fours, whole["payee"], whole["title"]):
        expect(tile.get_by_text(said)).to_be_visible()
    assert grosze(tile.get_by_role("paragraph").first.inner_text()) == whole["amount"]
    assert whole["amount"] == page.request.get("/api/billing/overview").json()["leftToPay"]
    expect(tile.get_by_text("Zeskanuj kod")).to_be_visible()
    [code] = in_picture(tile.get_by_role("img", name="Kod QR przelewu").screenshot())
    assert code.split("|")[2:4] == [account, f"{whole['amount']:06}"]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tile.get_by_role("button", name="Kopiuj: Numer konta").click()
    assert page.evaluate("navigator.clipboard.readText()") == account


def test_a_customer_pays_on_the_providers_page_and_by_blik(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, next(iter(people.values())))
    [document, *_] = documents(page, state="to_pay")
    page.goto(f"/faktury/{document['id']}")
    [transfer] = in_picture(page.get_by_role("img", name="Kod QR przelewu").screenshot())
    details = page.request.get(f"/api/billing/documents/{document['id']}").json()
    assert transfer.split("|")[1:4] == ["PL", details["account"], f"{document['remaining']:06}"]
    assert document["number"] in transfer.split("|")[5]
    assert b"BEGIN:VEVENT" in downloaded_by(page, "Dodaj terminy do kalendarza")

    page.get_by_role("link", name=re.compile("^Zapłać")).click()
    heading(page, "Płatność")
    expect(page.get_by_role("button", name=re.compile("^Zapłać"))).to_be_visible()
    assert grosze(page.get_by_role("button", name=re.compile("^Zapłać")).inner_text()) == document["remaining"]
    the_balance_as_a_transfer(page)
    narrow_and_wide(page, "platnosc")
    pay_at_the_provider(page, "Zapłać przelewem")
    expect(taken(page)).to_be_visible()
    narrow_and_wide(page, "platnosc-potwierdzona")

    for typed in ("0,99", "50000,01", "sto"):
        another_amount(page, typed)
        page.get_by_role("button", name=re.compile("^Zapłać")).click()
        expect(page.get_by_text("Wpisz kwotę od 1 zł do 50 000 zł")).to_be_visible()
    narrow_and_wide(page, "platnosc-zla-kwota")
    another_amount(page, "12,34")
    blik(page, "777000")
    expect(page.get_by_text("Bank nie przyjął kodu BLIK")).to_be_visible()
    narrow_and_wide(page, "blik-odmowa")

    another_amount(page, "12,34")
    blik(page, "777123")
    expect(page.get_by_text("Potwierdź płatność w aplikacji banku.").or_(taken(page))).to_be_visible()
    expect(taken(page)).to_be_visible()

    for _ in range(3):
        another_amount(page, "12,34")
        blik(page, "777000")
        expect(page.get_by_text("Bank nie przyjął kodu BLIK")).to_be_visible()
    another_amount(page, "12,34")
    blik(page, "777123")
    expect(page.get_by_text(re.compile("Za dużo prób w krótkim czasie. Odczekaj \\d+ minut"))).to_be_visible()
    narrow_and_wide(page, "platnosc-za-duzo-prob")


def test_who_gives_up_or_pays_another_amount_is_told_what_became_of_it(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]], stack: RunningStack
) -> None:
    person = people["biuro.zlotyklos"]
    come_in(page, mail, person)
    invoiced = httpx.post(
        f"{stack.url('billing')}/simulate/new-invoice",
        json={"customerNumber": person["customerNumber"]},
        trust_env=False,
    ).json()["id"]
    run_timer(stack, "billing_sync")
    until(page, lambda: page.request.get(f"/api/billing/documents/{invoiced}").ok)
    in_ksef = next(one["id"] for one in documents(page, state="paid") if ksef_code(page, one["id"]).ok)
    page.goto(f"/faktury/{in_ksef}")
    assert "qr.ksef.mf.gov.pl" in in_picture(page.get_by_role("img", name="Kod QR do sprawdzenia").screenshot())[0]
    page.route("**/ksef-qr", lambda route: route.fulfill(status=503, body="{}"))
    page.reload()
    expect(page.get_by_role("link", name="Sprawdź w KSeF")).to_be_visible()
    expect(page.get_by_role("img", name="Kod QR do sprawdzenia")).to_have_count(0)
    assert no_broken_picture(page)
    page.unroute("**/ksef-qr")
    open_ones = documents(page, state="to_pay") + documents(page, state="overdue")
    assert len(open_ones) >= 2
    page.goto(f"/faktury/zaplac?dokumenty={open_ones[0]['id']},{open_ones[1]['id']}")
    button = page.get_by_role("button", name=re.compile("^Zapłać"))
    assert grosze(button.inner_text()) == open_ones[0]["remaining"] + open_ones[1]["remaining"]
    narrow_and_wide(page, "platnosc-kilka")
    refused = pay_at_the_provider(page, "Nie płacę, wróć")
    expect(page.get_by_text("W trakcie")).to_be_visible()
    narrow_and_wide(page, "platnosc-w-trakcie")
    page.goto(f"/faktury/{open_ones[0]['id']}")
    page.get_by_role("link", name="Zobacz płatność").click()
    assert page.url.endswith(refused)
    page.get_by_role("button", name="Zrezygnuj z płatności").click()
    expect(page.get_by_text("Płatność anulowana")).to_be_visible()
    page.get_by_role("link", name="Spróbuj ponownie").click()
    heading(page, "Płatność")
    pay_at_the_provider(page, "Zapłać inną kwotę")
    expect(page.get_by_text("Operator płatności dostał inną kwotę")).to_be_visible()
    narrow_and_wide(page, "platnosc-inna-kwota")
    assert page.request.get("/api/billing/online-payments").json() == {"payments": []}


@pytest.mark.thorough
def test_an_amount_left_at_the_provider_does_not_stand_in_the_way(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]], stack: RunningStack
) -> None:
    """Nothing to pay, so no document leads back to the payment: the form itself does.

    On a page that the browser translates: its button names what is sent, and states what became of it.
    """
    come_in(page, mail, people["stanislaw.wozniak"])
    translate(page)
    another_amount(page, "20,00")
    assert page.evaluate("window.wrapped") > 10
    button = page.get_by_role("button", name=re.compile("^Zapłać"))
    for typed in ("2", "21,50", "20,00"):
        page.get_by_label("Kwota w złotych").fill(typed)
        expect(button).to_have_text(re.compile(rf"^Zapłać {typed if ',' in typed else typed + ',00'}\s*zł$"))
    begun = pay_at_the_provider(page, "Nie płacę, wróć")
    another_amount(page, "30,00")
    button.click()
    expect(page.get_by_text("Za to trwa już inna płatność")).to_be_visible()
    narrow_and_wide(page, "platnosc-trwa-inna")
    page.get_by_role("link", name="Zobacz płatność").click()
    assert page.url.endswith(begun)
    page.get_by_role("button", name="Zrezygnuj z płatności").click()
    expect(page.get_by_text("Płatność anulowana")).to_be_visible()
    another_amount(page, "30,00")
    expect(button).to_have_text(re.compile(r"^Zapłać 30,00\s*zł$"))
    pay_at_the_provider(page, "Zapłać przelewem")
    expect(taken(page)).to_be_visible()
    expect(page.get_by_text("W trakcie", exact=True)).to_have_count(0)

    # No code can carry a million: the transfer stands there in words, and nothing invites to scan what is not there.
    million = httpx.post(
        f"{stack.url('billing')}/simulate/new-invoice",
        json={"customerNumber": people["stanislaw.wozniak"]["customerNumber"], "amount": 1_000_030_00},
        trust_env=False,
    ).json()["id"]
    run_timer(stack, "billing_sync")
    until(page, lambda: page.request.get(f"/api/billing/documents/{million}").ok)
    for place in (f"/faktury/{million}", "/faktury/zaplac"):
        page.goto(place)
        expect(page.get_by_text("Przepisz dane przelewu")).to_be_visible()
        assert no_broken_picture(page)
        expect(page.get_by_text("Zeskanuj")).to_have_count(0)
        expect(page.get_by_role("button", name="Kopiuj: Numer konta")).to_be_visible()
    both_widths(page, "platnosc-milion")


def ksef_code(page: Page, document: str) -> APIResponse:
    return page.request.get(f"/api/billing/documents/{document}/ksef-qr")


def no_broken_picture(page: Page) -> bool:
    return bool(page.evaluate("[...document.images].every((one) => !one.complete || one.naturalWidth > 0)"))


@pytest.mark.thorough
def test_a_lost_notification_is_healed_by_the_timer(
    page: Page,
    mail: Mail,
    people: dict[str, dict[str, Any]],
    stack: RunningStack,
    travel: Callable[[float], None],
) -> None:
    """Everything overdue, or else the whole balance: paid once, told once, booked once."""
    person = people["biuro.zlotyklos"]
    come_in(page, mail, person)
    before = page.request.get("/api/billing/overview").json()
    page.goto("/faktury/zaplac")
    chosen = "Wszystko po terminie" if before["overdue"] > 0 else "Całe saldo"
    page.get_by_role("radio", name=re.compile(chosen)).check()
    amount = grosze(page.get_by_role("button", name=re.compile("^Zapłać")).inner_text())
    assert amount == (before["overdue"] or before["balance"])
    narrow_and_wide(page, "platnosc-saldo")
    mail.clear()
    payment = pay_at_the_provider(page, "Zapłać, zgub powiadomienie")
    expect(page.get_by_text("W trakcie")).to_be_visible()
    assert mail.newest_to(person["email"], "Mamy Twoją wpłatę") is None

    travel(90)
    run_timer(stack, "reconcile_payments")
    # The same run asks billing for the booking, which may be there before the page looks again.
    expect(taken(page)).to_be_visible()
    until(page, lambda: mail.newest_to(person["email"], "Mamy Twoją wpłatę") is not None)
    run_timer(stack, "reconcile_payments")
    run_timer(stack, "billing_sync")

    def state() -> str:
        return str(page.request.get(f"/api/billing/online-payments/{payment}").json()["state"])

    until(page, lambda: state() == "booked")
    after = page.request.get("/api/billing/overview").json()
    assert after["balance"] == before["balance"] - amount
    assert page.request.get("/api/billing/online-payments").json() == {"payments": []}
    booked = [one for one in page.request.get("/api/billing/payments").json()["payments"] if one["method"] == "online"]
    assert [one["amount"] for one in booked] == [amount]
    mails = httpx.get(f"{stack.url('mail')}/email", trust_env=False).json()
    assert len([one for one in mails if "Mamy Twoją wpłatę" in one["subject"]]) == 1
    [settled] = [
        one
        for one in httpx.get(f"{stack.url('payments')}/simulate/transactions", trust_env=False).json()
        if one["sessionId"].endswith(payment)
    ]
    assert (settled["status"], settled["paid"], settled["verifications"]) == ("made", amount, 1)
    page.reload()
    expect(page.get_by_text("Płatność jest zaksięgowana")).to_be_visible()
    page.goto("/faktury/wplaty")
    expect(page.get_by_text("Płatność online")).to_be_visible()

    # Given back in the provider's panel: history and statement say so of the payment itself, and owe again.
    given_back = httpx.post(
        f"{stack.url('billing')}/simulate/reversal",
        json={"customerNumber": person["customerNumber"], "method": "refund"},
        trust_env=False,
    ).json()
    assert given_back["amount"] == -amount
    run_timer(stack, "billing_sync")
    until(page, lambda: bool(page.request.get("/api/billing/overview").json()["balance"] == before["balance"]))
    today = page.request.get("/api/billing/payments").json()["payments"][0]["bookedOn"]
    returned = f"zwrócona {today[8:]}.{today[5:7]}.{today[:4]}"
    page.reload()
    paid = page.get_by_role("row").filter(has_text="Płatność online")
    expect(paid).to_contain_text(returned)
    narrow_and_wide(page, "wplata-zwrocona")
    page.goto("/faktury/zestawienie")
    expect(page.get_by_role("row").filter(has_text="Płatność online")).to_contain_text(returned)
    expect(page.get_by_text("Saldo końcowe zgadza się")).to_be_visible()


def test_a_customer_narrows_the_list_to_a_contract_and_a_point(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, people["biuro.zlotyklos"])
    contracts = page.request.get("/api/supply/contracts").json()["contracts"]
    busy = next(one for one in contracts if (one["points"] or 0) > 1)
    page.goto("/faktury")
    page.get_by_text("Filtry i kolejność").click()
    page.get_by_label("Umowa", exact=True).select_option(busy["id"])
    chip = page.get_by_role("link", name="Usuń filtr Umowa").filter(has_text=busy["number"])
    expect(chip).to_be_visible()
    points = page.request.get("/api/supply/points", params={"contract": busy["id"]}).json()["points"]
    picker = page.get_by_label("Punkt poboru", exact=True)
    expect(picker.get_by_role("option")).to_have_count(1 + len(points))
    picker.select_option(points[0]["id"])
    expected = documents(page, contract=busy["id"], point=points[0]["id"], limit="100")
    expect(page.get_by_role("rowheader")).to_have_count(min(20, len(expected)))
    assert f"umowa={busy['id']}" in page.url
    assert f"punkt={points[0]['id']}" in page.url
    narrow_and_wide(page, "faktury-umowa-punkt")
    assert len(downloaded_by(page, "CSV").splitlines()) == 1 + len(expected)
    chip.click()
    expect(chip).to_be_hidden()
    expect(page.get_by_role("link", name="Usuń filtr Punkt poboru")).to_be_visible()
    page.get_by_role("link", name="Wyczyść filtry").click()
    expect(page).to_have_url(re.compile("/faktury$"))


def open_filters_by_keyboard(page: Page) -> None:
    filters = page.get_by_text("Filtry i kolejność")
    expect(filters).to_be_visible()
    filters.focus()
    page.keyboard.press("Enter")


def test_one_of_twelve_hundred_points_is_found_by_keyboard(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, people["administracja.nadzrodlem"])
    page.goto("/faktury")
    open_filters_by_keyboard(page)
    picker = page.get_by_role("combobox", name="Punkt poboru")
    picker.focus()
    page.keyboard.type("hydrofornia 7")
    options = page.get_by_role("listbox", name="Punkt poboru").get_by_role("option")
    expect(options).to_have_count(1)
    expect(page.get_by_text("Pasuje 1 punkt.")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(picker).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    look(page, "faktury-punkt-lista")
    page.keyboard.press("Enter")
    expect(options).to_have_count(0)
    expect(picker).to_have_value("Hydrofornia 7")
    expect(picker).to_be_focused()
    page.get_by_role("link", name="Dokumenty umowy tego punktu").click()
    expect(page.get_by_role("rowheader")).to_have_count(20)
    expect(page.get_by_label("Umowa", exact=True)).to_have_value(re.compile("."))
    picker.focus()
    page.keyboard.type("nie ma takiego")
    expect(page.get_by_text("Nie ma takiego punktu poboru.")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(picker).to_have_value("")


def add_contracts(stack: RunningStack, customer_number: str, count: int) -> list[str]:
    """Contracts of the customer, as the sync would have written them; returns their numbers."""
    environ = stack.environ
    with CosmosClient(environ["MOJBOK_COSMOS_ENDPOINT"], environ["MOJBOK_COSMOS_KEY"]) as client:
        container = client.get_database_client(environ["MOJBOK_COSMOS_DATABASE"]).get_container_client("customers")
        [customer] = container.query_items(
            "SELECT c.customerId FROM c WHERE c.type = 'customer' AND c.data.customerNumber = @number",
            parameters=[{"name": "@number", "value": customer_number}],
            enable_cross_partition_query=True,
        )
        numbers = [f"U/7000{serial:03}" for serial in range(count)]
        for record in records(
            *(
                a_contract(customer["customerId"], f"contract-many-{number[-3:]}", number=number, product="Pawilon")
                for number in numbers
            )
        ):
            container.upsert_item(record.item)
    return numbers


def test_one_of_a_hundred_and_thirty_contracts_is_found_by_keyboard(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]], stack: RunningStack
) -> None:
    person = people["stanislaw.wozniak"]
    come_in(page, mail, person)
    numbers = add_contracts(stack, person["customerNumber"], 130)
    page.goto("/faktury")
    open_filters_by_keyboard(page)
    picker = page.get_by_role("combobox", name="Umowa")
    picker.focus()
    page.keyboard.type("pawilon")
    options = page.get_by_role("listbox", name="Umowa").get_by_role("option")
    expect(options).to_have_count(20)
    expect(page.get_by_text("Pierwsze 20 umów. Wpisz więcej, żeby zawęzić.")).to_be_visible()
    # The last of all is found as the first is.
    page.keyboard.type(" " + numbers[-1])
    expect(options).to_have_count(1)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    look(page, "faktury-umowa-lista")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(picker).to_have_value(f"Pawilon, {numbers[-1]}")
    assert "umowa=contract-many-129" in page.url
    expect(page.get_by_text("Nie ma dokumentów, które pasują do filtrów.")).to_be_visible()
    # Whoever comes by the address sees the name too, though it is none of the first twenty.
    page.reload()
    expect(page.get_by_role("link", name="Usuń filtr Umowa")).to_contain_text(numbers[-1])


# What a person reads or hears, without what billing wrote in Polish and says so.
SPOKEN = """() => {
  const said = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.nodeType === 1 ? node : node.parentElement;
    if (element.closest('[lang]').lang !== document.documentElement.lang) continue;
    if (element.closest('script, style, noscript')) continue;
    const names = ['aria-label', 'title', 'placeholder', 'alt'];
    const heard = node.nodeType === 3 ? [node.data] : names.map(name => node.getAttribute(name) || '');
    for (const text of heard) said.add(text.trim());
  }
  return [...said].filter(text => /\\p{L}{2}/u.test(text));
}"""
SAME_EVERYWHERE = re.compile(
    r"mojBOK( .*)?|Polski|English|Українська|PDF|CSV|VAT|KSeF|BLIK|[A-Z]{1,2}/\d+|Anna Wiśniewska|.*@example\.com"
    r"|−?[\d\s]+(,\d\d)?\s(zł|kWh)"
)


@pytest.mark.thorough
def test_the_screens_speak_english_and_ukrainian(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    come_in(page, mail, next(iter(people.values())))
    document = documents(page, kind="invoice")[-1]
    paths = [
        "/pulpit",
        "/faktury?rodzaj=faktury&od=2026-07-01&stan=oplacone",
        f"/faktury/{document['id']}",
        "/faktury/wplaty",
        "/faktury/zestawienie?od=2026-09-01&do=2026-11-01",
        "/faktury/zaplac",
    ]
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    said: dict[str, dict[str, set[str]]] = {}
    same: set[tuple[str, str, str]] = set()
    for language in ("pl", "en", "uk"):
        page.evaluate("language => localStorage.setItem('mojbok.language', language)", language)
        said[language] = {}
        for path in paths:
            page.goto(path)
            expect(page.locator("html")).to_have_attribute("lang", language)
            expect(page.get_by_role("main").locator(".skeleton")).to_have_count(0)
            said[language][path] = set(page.evaluate(SPOKEN))
            assert len(said[language][path]) > 20, path
            if language != "pl":
                look(page, f"{language}-{path.partition('?')[0].strip('/').replace('/', '-')}")
                both = said["pl"][path] & said[language][path]
                same |= {(language, path, text) for text in both if not SAME_EVERYWHERE.fullmatch(text)}
    assert same == set()

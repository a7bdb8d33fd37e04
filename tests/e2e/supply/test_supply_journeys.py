"""What a customer sees of contracts, metering points and usage, at both widths and in three languages."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from local.stack.testing import RunningStack
from shared import clock
from tests.depth import THOROUGH, sample
from tests.e2e.account.reading import polish_left
from tests.e2e.conftest import DESKTOP, PHONE, Mail, new_context
from tests.e2e.steps import come_in, downloaded, heading, look
from tests.files import a_picture

pytestmark = pytest.mark.e2e

LANGUAGES = ("pl", "en", "uk")


@pytest.fixture
def far_away(browser: Browser, stack: RunningStack) -> Iterator[Page]:
    """A browser that lives in New York."""
    context = new_context(browser, stack, timezone_id="America/New_York")
    yield context.new_page()
    context.close()


def clocks_go_back() -> date:
    """The newest last Sunday of October that is over."""
    today = clock.today()
    ends = (date(year, 10, 31) for year in (today.year, today.year - 1))
    sundays = (end - timedelta((end.weekday() + 1) % 7) for end in ends)
    return next(day for day in sundays if day < today)


def answer(page: Page, path: str) -> Any:
    response = page.request.get(f"/api/supply/{path}")
    assert response.status == 200, response.text()
    return response.json()


def kwh(text: str) -> float:
    """The number in a text such as `1 234,5 kWh`."""
    found = re.search(r"([\d\s\u00a0]+(?:,\d+)?)[\s\u00a0]*kWh", text)
    assert found is not None, text
    return float(re.sub(r"[\s\u00a0]", "", found[1]).replace(",", "."))


def table_rows(page: Page) -> list[list[str]]:
    """The table beside the chart, cell by cell."""
    page.get_by_role("button", name="Pokaż jako tabelę").click()
    rows = page.locator("table.values tbody tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def test_from_a_year_down_to_the_day_the_clocks_change(
    far_away: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    page = far_away
    come_in(page, mail, people["tomasz.zielinski"])
    page.get_by_role("link", name="Zużycie").first.click()
    heading(page, "Zużycie")
    autumn = clocks_go_back()
    page.goto(f"/zuzycie?rok={autumn.year}")
    view = answer(page, f"usage?compare=true&from={autumn.year}-01-01")
    expect(page.locator(".usage .lead")).to_contain_text(f"W {autumn.year} roku zużyto")
    rows = table_rows(page)
    assert len(rows) == 12
    for row, told in zip(rows, view["rows"], strict=False):
        assert kwh(row[1]) == pytest.approx(told["imported"] / 1000, abs=0.5), row
        assert kwh(row[2]) == pytest.approx(told["before"]["imported"] / 1000, abs=0.5), row
    assert [row[1] for row in rows[len(view["rows"]) :]] == ["–"] * (12 - len(view["rows"]))

    # By keyboard alone: to October, into its days, and on to the day the clocks go back.
    chart = page.get_by_role("slider")
    chart.focus()
    chart.press("Home")
    for _ in range(9):
        chart.press("ArrowRight")
    expect(chart).to_have_attribute("aria-valuetext", re.compile("październik .*: .*kWh"))
    chart.press("Enter")
    expect(page.get_by_text(f"Cały rok {autumn.year}")).to_be_visible()
    assert len(table_rows(page)) == 31
    chart.focus()
    chart.press("Home")
    for _ in range(autumn.day - 1):
        chart.press("ArrowRight")
    chart.press("Enter")
    expect(page.get_by_text("Ta doba miała 25 godzin")).to_be_visible()
    hours = table_rows(page)
    assert [row[0] for row in hours[:5]] == [
        "0:00–1:00",
        "1:00–2:00",
        "2:00–3:00 (czas letni)",
        "2:00–3:00 (czas zimowy)",
        "3:00–4:00",
    ]
    assert len(hours) == 25
    page.get_by_role("radio", name="Kwadranse").check(force=True)
    expect(page.locator("table.values tbody tr")).to_have_count(100)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_screen_in_every_language(
    browser: Browser, stack: RunningStack, mail: Mail, people: dict[str, dict[str, Any]], size: dict[str, int]
) -> None:
    context = new_context(browser, stack, viewport=size)
    page = context.new_page()
    come_in(page, mail, people["tomasz.zielinski"])
    [contract] = answer(page, "contracts")["contracts"]
    [point] = answer(page, "points")["points"]
    screens = {
        "supply-contracts": "/umowy",
        "supply-contract": f"/umowy/{contract['id']}",
        "supply-points": "/punkty",
        "supply-point": f"/punkty/{point['id']}",
        "supply-coverage": f"/punkty/{point['id']}/dane",
        "supply-readings": f"/punkty/{point['id']}/odczyty",
        "supply-replay": f"/punkty/{point['id']}/taryfy",
        "supply-costs": f"/zuzycie/koszt?punkt={point['id']}",
        "supply-deposit": "/zuzycie/depozyt",
        "supply-api-keys": "/bezpieczenstwo/klucze-api",
        "supply-usage-year": "/zuzycie",
        "supply-usage-zones": "/zuzycie?co=strefy",
        "supply-usage-month": f"/zuzycie?punkt={point['id']}&miesiac={clocks_go_back():%Y-%m}",
        "supply-usage-day": f"/zuzycie?punkt={point['id']}&dzien={clocks_go_back()}",
    }
    for language in LANGUAGES if THOROUGH else LANGUAGES[:1] if size == DESKTOP else LANGUAGES[-1:]:
        page.evaluate("language => localStorage.setItem('mojbok.language', language)", language)
        for name, path in sample([*screens.items()], 2):
            page.goto(path)
            page.wait_for_load_state("networkidle")
            expect(page.locator(".skeleton")).to_have_count(0)
            look(page, f"{name}-{language}")
            if language != "pl":
                assert not polish_left(page, language, people["tomasz.zielinski"]), path
    context.close()


def test_one_of_1200_points_is_found_and_shown(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    come_in(page, mail, people["administracja.nadzrodlem"])
    page.goto("/punkty")
    rows = page.locator("table.table tbody tr")
    expect(rows).to_have_count(20)
    page.get_by_role("button", name="Pokaż więcej").click()
    expect(rows).to_have_count(40)
    ppe = answer(page, "points?limit=100")["points"][77]["ppe"]
    page.get_by_label(re.compile("Szukaj po nazwie")).fill(" ".join(ppe[at : at + 3] for at in range(0, 18, 3)))
    page.get_by_role("button", name="Szukaj").click()
    expect(rows).to_have_count(1)
    rows.get_by_role("link").first.click()
    expect(page.locator(".ppe")).to_have_text(re.compile(r"\s".join(ppe[at : at + 3] for at in range(0, 18, 3))))
    page.get_by_role("link", name="Zobacz zużycie").click()
    heading(page, "Zużycie")
    expect(page.locator(".usage .lead")).to_contain_text("zużyto")
    # All of them together, in one answer.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/supply/" in request.url else None)
    page.goto("/zuzycie")
    expect(page.get_by_text(re.compile(r"Razem 1[\s\u00a0]?200 punktów"))).to_be_visible()
    assert len(asked) == 1, asked


def test_who_has_nothing_yet_is_told_why(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    come_in(page, mail, people["lucja.dabrowska"])
    page.goto("/umowy")
    expect(page.get_by_text("Twoja umowa czeka na podpis")).to_be_visible()
    look(page, "supply-unsigned")
    for path, words in {"/punkty": "Nie masz jeszcze punktu", "/zuzycie": "Nie mamy tu jeszcze danych"}.items():
        page.goto(path)
        expect(page.get_by_text(re.compile(words))).to_be_visible()
        look(page, f"supply-nothing-{path.strip('/')}")


def test_what_is_not_there_is_said_and_leads_on(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    come_in(page, mail, people["lucja.dabrowska"])
    for path, words in {
        "/umowy/no-such-contract": "Nie ma takiej umowy.",
        "/punkty/no-such-point": "Nie ma takiego punktu poboru.",
        "/zuzycie?punkt=no-such-point": "Nie ma takiego punktu poboru.",
    }.items():
        page.goto(path)
        expect(page.get_by_text(words)).to_be_visible()


def test_an_own_reading_is_asked_about_and_passed_on(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    come_in(page, mail, people["stanislaw.wozniak"])
    page.goto("/punkty")
    page.locator("table.table tbody").get_by_role("link").first.click()
    page.get_by_role("link", name="Podaj odczyt").click()
    heading(page, "Odczyty licznika")
    [point] = answer(page, "points")["points"]
    last = answer(page, f"points/{point['id']}/readings")["last"]["states"]
    for state in last:
        page.get_by_label(re.compile(f"strefa {state['zone']}")).fill(str(max(state["kwh"] - 500, 0)))
    page.get_by_role("button", name="Wyślij odczyt").click()
    question = page.get_by_text("To mniej niż poprzednio. Czy licznik był wymieniony?")
    expect(question.first).to_be_visible()
    look(page, "supply-reading-asked")
    # A question is no refusal: whoever has looked again may say so.
    for state in last:
        page.get_by_label(re.compile(f"strefa {state['zone']}")).fill(str(state["kwh"] + 40))
    file = page.get_by_label("Dodaj zdjęcie")
    file.set_input_files({"name": "licznik.jpg", "mimeType": "image/jpeg", "buffer": a_picture(size=(640, 480))})
    expect(page.locator("canvas.photo-preview")).to_be_visible()
    look(page, "supply-reading-photo")
    page.get_by_role("button", name=re.compile("wyślij", re.IGNORECASE)).click()
    expect(page.get_by_text("Mamy Twój odczyt.")).to_be_visible()
    expect(page.get_by_text("Zdjęcie jest z odczytem.")).to_be_visible()
    page.reload()
    newest = page.locator(".tile ul.points > li").first
    expect(newest).to_contain_text(re.compile("przekazany|odebrany|przyjęty|czeka na przekazanie"))
    expect(newest).to_contain_text("odczyt podany przez Ciebie")
    with page.expect_download() as saved:
        newest.get_by_role("link", name="Zdjęcie licznika").click()
    assert saved.value.suggested_filename == "odczyt.jpg"


def test_a_point_gets_a_name_of_its_own(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    come_in(page, mail, people["stanislaw.wozniak"])
    [point] = answer(page, "points")["points"]
    page.goto(f"/punkty/{point['id']}")
    page.get_by_role("button", name="Nazwij ten punkt").click()
    page.get_by_label("Twoja nazwa punktu").fill("Dom nad Wartą")
    page.get_by_role("button", name="Zapisz nazwę").click()
    heading(page, "Dom nad Wartą")
    page.goto("/punkty?szukaj=wart%C4%85")
    expect(page.get_by_role("link", name="Dom nad Wartą")).to_be_visible()


def test_files_say_what_the_screen_says(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    come_in(page, mail, people["tomasz.zielinski"])
    [point] = answer(page, "points")["points"]
    page.goto(f"/zuzycie?punkt={point['id']}&miesiac={clocks_go_back():%Y-%m}")
    rows = table_rows(page)
    page.get_by_text("Pobierz te dane").click()
    addresses = {link.inner_text(): link.get_attribute("href") for link in page.locator(".downloads a").all()}
    lines = downloaded(page, addresses["CSV"] or "").decode("utf-8-sig").splitlines()
    assert len(lines) == len(rows) + 1
    assert downloaded(page, addresses["Excel (XLSX)"] or "").startswith(b"PK")
    assert b"http://naesb.org/espi" in downloaded(page, addresses["Green Button (XML)"] or "")

"""The looks in a real browser: no accessibility violation, nothing scrolls sideways, keyboard, paper, no scripts."""

import io
from collections.abc import Callable
from typing import Any

import pytest

OpenPage = Callable[..., Any]


@pytest.mark.parametrize("address", ["/workspace/", "/nobody/", "/absent/", "/broken/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_is_accessible_and_fits(open_page: OpenPage, address: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not here")
    page = open_page(address, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    results = axe.Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_the_browser_refuses_nothing_of_a_page(open_page: OpenPage) -> None:
    page = open_page("/nobody/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("http://localhost/workspace/")
    page.wait_for_selector("body.govuk-frontend-supported", state="attached")
    assert said == []


@pytest.mark.parametrize("scripts", [True, False])
def test_the_keyboard_reaches_the_skip_link_first_and_it_leads_to_the_text(open_page: OpenPage, scripts: bool) -> None:
    page = open_page("/nobody/", scripts=scripts)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_every_tile_is_reached_by_the_keyboard_and_followed(open_page: OpenPage) -> None:
    page = open_page("/workspace/")
    tiles = page.locator(".lcsp-tiles a")
    assert tiles.count() == 9
    tiles.first.focus()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Ashford 1, done, 0 of 9 done, 0 late"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Ashford Rural")
    assert page.evaluate("getComputedStyle(document.activeElement.querySelector('.ring')).stroke") == "rgb(255, 221, 0)"
    page.keyboard.press("Enter")
    page.wait_for_url("**/ashford-rural/")


def test_on_a_narrow_screen_the_map_is_a_list(open_page: OpenPage) -> None:
    page = open_page("/workspace/", width=320)
    assert not page.locator(".lcsp-tiles").is_visible()
    assert page.locator(".lcsp-tile-list a:visible").count() == 9
    assert page.locator("#small tbody tr").first.bounding_box()["width"] <= 290


def test_without_scripts_the_navigation_is_open_and_details_open(open_page: OpenPage) -> None:
    page = open_page("/workspace/", width=320, scripts=False)
    assert page.locator(".govuk-service-navigation__list").is_visible()
    assert not page.get_by_role("button", name="Menu").is_visible()
    page.locator("#map summary").click()
    assert page.locator("#map-table").is_visible()


def test_with_scripts_the_navigation_folds_on_a_narrow_screen(open_page: OpenPage) -> None:
    page = open_page("/workspace/", width=320)
    menu = page.get_by_role("button", name="Menu")
    menu.wait_for()
    assert not page.locator("#navigation").is_visible()
    menu.click()
    assert page.locator("#navigation").is_visible()


def test_a_form_that_takes_long_says_so(open_page: OpenPage) -> None:
    page = open_page("/workspace/")
    page.wait_for_selector("body.js-enabled", state="attached")
    page.evaluate(
        "document.querySelector('form[data-busy]').addEventListener('submit', (event) => event.preventDefault())"
    )
    assert page.locator("#working").is_hidden()
    page.evaluate("document.querySelector('form[data-busy]').dispatchEvent(new Event('submit', { bubbles: true }))")
    assert page.locator("#working [role=status]").text_content() == "Working. This can take a minute."
    assert page.locator("#working").is_visible()


def test_findings_come_beside_the_field_while_typing_and_go_again(open_page: OpenPage) -> None:
    page = open_page("/workspace/")
    page.wait_for_selector("body.js-enabled", state="attached")
    page.locator("#field-title").fill("Abc")
    page.locator("#field-title-findings").get_by_text("No milestone is named.").wait_for()
    assert "The target date" in page.locator("#field-due-findings").text_content()
    page.evaluate("document.getElementById('field-due-findings').firstElementChild.dataset.same = 'yes'")
    page.locator("#field-title").fill("Abcdef")
    page.locator("#field-title-findings:empty, #field-title-findings:not(:has(p))").wait_for(state="attached")
    assert page.locator("#field-due-findings [data-same]").count() == 1, "what stays the same is not read out again"


def test_a_list_narrows_while_typing(open_page: OpenPage) -> None:
    page = open_page("/workspace/")
    page.wait_for_selector("body.js-enabled", state="attached")
    page.evaluate("document.getElementById('records-region').dataset.old = 'yes'")
    page.locator("#field-sought").fill("family")
    page.wait_for_url("**/workspace/?sought=family")
    page.locator("#records-region:not([data-old])").wait_for()
    assert page.locator("h1").count() == 1


def test_a_server_that_does_not_answer_is_owned_up_to(open_page: OpenPage) -> None:
    page = open_page("/workspace/")
    page.wait_for_selector("body.js-enabled", state="attached")
    page.context.route("**/check/", lambda route: route.abort())
    page.locator("#field-title").fill("Abc")
    page.get_by_text("The server could not be reached.").wait_for()


def test_paper_has_the_matter_and_no_navigation(open_page: OpenPage) -> None:
    pypdf = pytest.importorskip("pypdf")
    page = open_page("/workspace/")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "\n".join(sheet.extract_text() for sheet in printed.pages)
    assert "Set up family group conferences" in text
    assert "Kent 2009/10" in text
    for left_out in ("Sign out", "Skip to", "Audit log", "Change", "(/"):
        assert left_out not in text, left_out

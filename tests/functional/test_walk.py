"""Walks through the workspace: home, the map, a local plan, its thread, a record; with scripts and without."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.functional import kent
from tests.functional.kent import KentSite

pytestmark = pytest.mark.slow
made_site, site, page_of = kent.made_site, kent.site, kent.page_of
PageOf = Callable[..., Any]
KENT = "/workspace/plans/kent-lcsp-2009-10/"
PAGES = (
    "/workspace/?on=2009-11-30",
    "/workspace/plans/",
    "/workspace/search/?q=young+carers",
    KENT,
    f"{KENT}contents/summary/",
    f"{KENT}contents/section-lead-roles/",
    f"{KENT}contents/section-population/",
    f"{KENT}contents/section-key-performance-indicators/",
    f"{KENT}contents/section-revenue-budget/",
    f"{KENT}contents/section-key-actions/",
    f"{KENT}contents/part-staffing/",
    f"{KENT}thread/",
    f"{KENT}thread/objective/7B/",
    f"{KENT}thread/area/ashford-rural/",
    f"{KENT}thread/budget_line/early-years/",
)


def watch(page: Any) -> list[str]:
    """Return the list in which what the browser complains of will stand: blocked styles, errors of scripts."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def heading(page: Any) -> str:
    return str(page.locator("h1").inner_text())


@pytest.mark.parametrize("scripts", [True, False])
def test_a_county_planner_goes_from_the_map_to_a_record_of_a_locality(
    site: KentSite, page_of: PageOf, scripts: bool
) -> None:
    page = page_of("county planner", scripts=scripts)
    complaints = watch(page)
    page.goto(f"{site.address}/workspace/?on=2009-11-30")
    assert heading(page) == "Home"
    tiles = page.locator("svg.lcsp-tiles a")
    assert tiles.count() == 23
    page.locator('svg.lcsp-tiles a[aria-label^="Thanet 1,"]').click()
    assert heading(page) == "Contents"
    assert "Illustrative data" in page.locator(".lcsp-plan").inner_text()
    page.get_by_role("navigation", name="Plan").get_by_role("link", name="Thread").click()
    assert heading(page) == "The thread"
    page.get_by_role("link", name=re.compile("^TH1-2 ")).first.click()
    above = page.locator("#above + p + .lcsp-thread")
    assert "County plan" in above.inner_text()
    above.get_by_role("link", name=re.compile("^7[A-D] ")).first.click()
    page.get_by_role("link", name="Open the record").click()
    assert re.search(r"/plan/objective/7[A-D]/$", page.url)
    assert not complaints


def test_a_locality_manager_goes_from_what_is_overdue_to_the_record_and_its_thread(
    site: KentSite, page_of: PageOf
) -> None:
    page = page_of("locality manager")
    complaints = watch(page)
    page.goto(f"{site.address}/workspace/?on=2009-11-30")
    needs = page.locator(".lcsp-needs")
    needs.locator(".lcsp-needs__links a").first.click()
    assert "/plan/deliverable/" in page.url
    page.goto(f"{site.address}/workspace/")
    page.locator("#due-table tbody a").first.click()
    assert "kent-lcsp-2009-10" not in page.url
    assert not complaints


def test_a_planner_follows_the_document_to_a_figure_and_can_change_it(site: KentSite, page_of: PageOf) -> None:
    page = page_of("county planner")
    complaints = watch(page)
    page.goto(f"{site.address}{KENT}")
    page.get_by_role("link", name="Revenue Budget").click()
    row = page.get_by_role("row", name=re.compile("^Early Years"))
    row.get_by_role("link", name="Change Early Years").click()
    assert page.url.endswith("/finance/budget_line/early-years/edit/")
    page.go_back()
    page.locator(".lcsp-neighbours").get_by_role("link").first.click()
    assert "Core Services" in heading(page)
    assert not complaints


def test_a_search_answers_while_somebody_types(site: KentSite, page_of: PageOf) -> None:
    page = page_of("reader")
    complaints = watch(page)
    page.goto(f"{site.address}/workspace/search/")
    page.get_by_label("Codes or words").press_sequentially("young car", delay=20)
    page.locator("#found mark").first.wait_for()
    assert "q=young" in page.url
    page.get_by_label("Codes or words").fill("7B")
    page.locator("#found a", has_text="7B Improved attainment").first.click()
    assert page.url.endswith("/plan/objective/7B/")
    assert not complaints


def test_a_search_answers_without_scripts(site: KentSite, page_of: PageOf) -> None:
    page = page_of("reader", scripts=False)
    page.goto(f"{site.address}/workspace/")
    page.get_by_label("Search all plans").fill("thanet")
    page.get_by_role("button", name="Search").click()
    assert page.locator("#found mark").count() > 5


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_accessible_and_fits_its_window(site: KentSite, page_of: PageOf, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = page_of("county planner", width=width)
    complaints = watch(page)
    faults = []
    for address in PAGES:
        page.goto(f"{site.address}{address}")
        faults += [f"{address} {one['id']}: {one['nodes'][0]['html']}" for one in axe.run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{address}: wider than its window")
    assert not faults
    assert not complaints


def test_a_wide_table_is_printed_whole(site: KentSite, page_of: PageOf) -> None:
    page = page_of("county planner", width=1000)
    page.goto(f"{site.address}{KENT}contents/section-revenue-budget/")
    page.emulate_media(media="print")
    widths = page.evaluate(
        "[...document.querySelectorAll('.lcsp-document .scroll')].map(e => getComputedStyle(e).overflowX)"
    )
    assert set(widths) == {"visible"}
    assert page.evaluate("document.querySelector('table.wide').getBoundingClientRect().right <= 1000")


def test_what_is_only_for_screens_is_not_printed(site: KentSite, page_of: PageOf) -> None:
    page = page_of("county planner")
    page.goto(f"{site.address}{KENT}contents/section-lead-roles/")
    page.emulate_media(media="print")
    assert page.locator("table").first.is_visible()
    assert not page.locator(".lcsp-change").first.is_visible()

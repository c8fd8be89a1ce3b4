"""Records in a browser, with and without scripts: findings while somebody types, a conflict resolved, a list."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.functional import kent
from tests.functional.kent import KentSite

pytestmark = pytest.mark.slow
made_site, site, page_of = kent.made_site, kent.site, kent.page_of  # the site with plans, not the empty one
PLAN = "/workspace/plans/kent-lcsp-2009-10"
BOARD = f"{PLAN}/governance/board/cabinet/"
SITES = pytest.mark.parametrize("scripts", [True, False])


@SITES
def test_a_finding_stands_beside_its_field_before_anything_is_saved(
    site: KentSite, page_of: Callable[..., Any], scripts: bool
) -> None:
    page = page_of("county planner", scripts=scripts)
    page.goto(f"{site.address}{PLAN}/governance/risks/add/")
    page.get_by_label("Code", exact=True).fill("empty-rooms")
    page.get_by_label("Title", exact=True).fill("Rooms stand empty")
    page.get_by_label("Likelihood").fill("9")
    if not scripts:
        page.get_by_role("button", name="Check").click()
    beside = page.locator("#field-likelihood-findings")
    beside.get_by_text("Likelihood 9 is not between 1 and 5").wait_for()
    page.get_by_label("Likelihood").fill("4")
    if not scripts:
        page.get_by_role("button", name="Check").click()
    beside.get_by_text("is not between").wait_for(state="hidden")
    page.get_by_role("link", name="Cancel").click()
    assert page.get_by_role("link", name="empty-rooms").count() == 0


@SITES
def test_an_action_is_edited_with_a_finding_and_saved_all_the_same(
    site: KentSite, page_of: Callable[..., Any], scripts: bool
) -> None:
    page = page_of("county planner", scripts=scripts)
    page.goto(f"{site.address}{PLAN}/plan/key_action/4/edit/")
    title = "Reduce exclusions further" if scripts else "Reduce exclusions once more"
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Serves").fill("not-there")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Say why").first.wait_for()
    page.get_by_label("Why", exact=True).fill("Agreed by the board")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Save all the same").click()
    page.get_by_role("heading", name="Links would lead nowhere").wait_for()
    page.get_by_role("button", name="Go back to the form").click()
    assert page.get_by_label("Title", exact=True).input_value() == title
    page.get_by_label("Serves").fill("")
    page.get_by_role("button", name="Save").click()
    _save_all_the_same(page, page.get_by_text("Saved as revision"))
    page.get_by_role("heading", name=title).wait_for()
    page.get_by_role("link", name="History", exact=True).click()
    page.get_by_text("Agreed by the board").first.wait_for()


@SITES
def test_two_people_at_one_record_both_keep_what_they_typed(
    site: KentSite, page_of: Callable[..., Any], scripts: bool
) -> None:
    first, second = page_of("county planner", scripts=scripts), page_of("county planner", scripts=scripts)
    word = "with" if scripts else "without"
    for page in (first, second):
        page.goto(f"{site.address}{BOARD}edit/")
        page.get_by_label("Why", exact=True).fill("A try")
    first.get_by_label("Role", exact=False).fill(f"Decides {word} scripts")
    first.get_by_label("Name", exact=True).fill(f"The first {word}")
    _save(first, first.get_by_text("Saved as revision"))
    second.get_by_label("Name", exact=True).fill(f"The second {word}")
    _save(second, second.get_by_role("heading", name="Somebody else changed this record meanwhile"))
    assert second.get_by_label(f"Decides {word} scripts").is_checked()
    second.get_by_role("button", name="Save what is chosen").click()
    second.get_by_role("link", name="Name: choose one of the two").wait_for()
    second.get_by_label(f"The second {word}").check()
    second.get_by_role("button", name="Save what is chosen").click()
    second.get_by_role("heading", name=f"The second {word}").wait_for()
    second.get_by_text(f"Decides {word} scripts").wait_for()


def _save(page: Any, then: Any) -> None:
    """Save, also what the rules have something to say of, and wait for what comes `then`."""
    page.get_by_role("button", name="Save").click()
    _save_all_the_same(page, then)


def _save_all_the_same(page: Any, then: Any) -> None:
    again = page.get_by_role("button", name="Save all the same")
    again.or_(then).first.wait_for()
    if again.count():
        again.click()
    then.wait_for()


@SITES
def test_a_list_is_searched_and_sorted(site: KentSite, page_of: Callable[..., Any], scripts: bool) -> None:
    page = page_of("reader", scripts=scripts)
    page.goto(f"{site.address}{PLAN}/finance/budget_lines/")
    page.get_by_label("Words").fill("partnership")
    if scripts:
        page.wait_for_url("**/budget_lines/?*q=partnership*")
        assert page.get_by_label("Words").input_value() == "partnership"
    else:
        page.get_by_role("button", name="Show").click()
    rows = page.locator("#list tbody tr")
    page.get_by_text("2 of 26.").wait_for()
    assert rows.count() == 2
    page.get_by_role("link", name="Prior controllable").click()
    page.locator("#list th[aria-sort=ascending]").wait_for()
    assert page.locator("#list th[aria-sort=ascending]").inner_text().startswith("Prior controllable")
    assert rows.first.locator("th").inner_text() == "partnership-nurses"
    with page.expect_download() as started:
        page.get_by_role("link", name="Download as CSV").click()
    text = started.value.path().read_text("utf-8")
    assert [line.split(",")[0] for line in text.splitlines()] == ["Code", "partnership-nurses", "partnership-boards"]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_records_are_within_reach_of_all(site: KentSite, page_of: Callable[..., Any], width: int) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not here (./run test has it)"
    ).Axe()
    page = page_of("county planner", width=width)
    addresses = (
        "finance/", "finance/budget_lines/", "performance/figures/?view=table", "plan/links/?show=all",
        "plan/key_action/5/", "plan/key_action/5/edit/", "plan/key_actions/add/", "plan/key_action/5/history/",
        "plan/key_action/5/remove/", "plan/key_action/5/?at=1",
    )  # fmt: skip
    for address in addresses:
        page.goto(f"{site.address}{PLAN}/{address}")
        found = axe.run(page).response["violations"]
        assert [(item["id"], item["nodes"][0]["target"]) for item in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address

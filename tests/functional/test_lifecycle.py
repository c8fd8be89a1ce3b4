"""From a change to the public's second edition, in the browser: each step by the person whose step it is."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.functional import kent
from tests.functional.kent import KentSite

pytestmark = pytest.mark.slow
made_site, site, page_of = kent.made_site, kent.site, kent.page_of
PLAN, PUBLIC = "/workspace/plans/kent-lcsp-2009-10/", "/plans/kent-lcsp-2009-10/"
BOARD = f"{PLAN}governance/board/cabinet/"
FIRST = "First edition"  # published by the demonstration itself


@pytest.mark.parametrize("scripts", [True, False])
def test_a_change_becomes_the_second_edition_and_the_first_stays(
    site: KentSite, page_of: Callable[..., Any], scripts: bool
) -> None:
    planner, approver = (page_of(role, scripts=scripts) for role in ("county planner", "approver"))
    name, edition = f"The Cabinet {scripts}", f"Edition with scripts {scripts}"

    planner.goto(f"{site.address}{BOARD}edit/")
    planner.get_by_label(re.compile("^Name")).fill(name)
    planner.get_by_label(re.compile("^Why")).fill("Its full name")
    planner.get_by_role("button", name=re.compile("^Save")).first.click()
    if "/edit/" in planner.url:  # the rules ask first
        planner.get_by_role("button", name=re.compile("anyway|all the same", re.IGNORECASE)).click()
    assert name in planner.locator("main").inner_text()

    planner.goto(f"{site.address}{PLAN}review/")
    planner.get_by_label(re.compile("^What should the reviewers")).fill("The name of the board")
    planner.get_by_role("button", name="Send for review").click()
    assert "in review now" in planner.locator("main").inner_text()

    approver.goto(f"{site.address}/workspace/")
    assert "1 plan waits to be approved" in approver.locator("main").inner_text()
    approver.goto(f"{site.address}{BOARD}")
    approver.locator("summary", has_text="Comment on this record").click()
    approver.get_by_label("Your comment").fill("Is this its full name?")
    approver.get_by_role("button", name="Add the comment").click()
    approver.goto(f"{site.address}{PLAN}review/")
    assert "1 comment is not settled yet" in approver.locator("main").inner_text()
    assert approver.get_by_role("button", name="Approve the plan").count() == 0

    planner.goto(f"{site.address}{PLAN}review/")
    planner.locator("summary", has_text="Answer").first.click()
    planner.get_by_label("Your answer").first.fill("It is.")
    planner.get_by_role("button", name=re.compile("^Settle it")).click()

    approver.goto(f"{site.address}{PLAN}review/")
    approver.get_by_label(re.compile("^Who approved it")).fill("The cabinet, on 5 June")
    approver.get_by_role("button", name="Approve the plan").click()
    approver.get_by_role("link", name="Publish it as an edition").click()
    approver.get_by_label("Name").fill(edition)
    approver.get_by_label(re.compile("^What is it for")).fill("The change in the year")
    approver.get_by_role("button", name="Publish the edition").click()
    assert "everybody can read it" in approver.locator("main").inner_text()

    public = page_of("reader", scripts=scripts)
    public.context.clear_cookies()
    public.goto(f"{site.address}/")
    assert f"{edition}, published" in public.locator("main").inner_text()
    public.get_by_role("link", name="What changed", exact=True).first.click()
    assert name in public.locator("main").inner_text()
    public.goto(f"{site.address}{PUBLIC}editions/{FIRST}/")
    told = public.locator("main").inner_text()
    assert "It was replaced on" in told
    assert edition in told
    assert public.context.cookies() == []

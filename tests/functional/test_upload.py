"""A workbook taken from the site, changed in one cell, uploaded, looked at, applied, and found in the history."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.functional import kent
from tests.functional.kent import KentSite

pytestmark = pytest.mark.slow
made_site, site, page_of = kent.made_site, kent.site, kent.page_of  # the site with plans, not the empty one
PLAN = "/workspace/plans/kent-lcsp-2009-10"


def change_a_cell(workbook: Path, title: str) -> str:
    """Give the first key action of `workbook` the title `title`; return the one that it had."""
    book = openpyxl.load_workbook(workbook)
    sheet = next(one for one in book.worksheets if one.title.lower() == "key actions")
    head = next(row for row in sheet.iter_rows() if "title" in [str(cell.value).lower() for cell in row])
    column = [str(cell.value).lower() for cell in head].index("title") + 1
    cell = sheet.cell(head[0].row + 1, column)
    before, cell.value = str(cell.value), title
    book.save(workbook)
    return before


@pytest.mark.parametrize("scripts", [True, False])
def test_a_workbook_goes_out_and_comes_back(
    site: KentSite, page_of: Callable[..., Any], tmp_path: Path, scripts: bool
) -> None:
    page = page_of("county planner", scripts=scripts)
    page.goto(f"{site.address}{PLAN}/upload/")
    with page.expect_download() as started:
        page.get_by_role("link", name="Workbook (Excel)").click()
    name = started.value.suggested_filename
    assert name.startswith("kent-lcsp-2009-10-revision-")
    workbook = tmp_path / name
    started.value.save_as(workbook)

    title = f"A title from the workbook, scripts {scripts}"
    before = change_a_cell(workbook, title)
    page.get_by_label("Workbook, JSON file, zip").set_input_files(workbook)
    page.get_by_role("button", name="Read it and show what would change").click()
    changed = page.locator("#changes-key_actions").inner_text()
    assert before in changed
    assert title in changed
    assert page.get_by_text("Records: 1 changed (in 1 field).").is_visible()

    page.get_by_role("button", name="Apply as one revision").click()
    assert page.get_by_role("alert").get_by_text("Say why").is_visible()
    page.get_by_label("Why is this changed?").fill("Retitled in the workbook")
    page.get_by_role("button", name="Apply as one revision").click()
    assert page.get_by_text("Applied as revision").is_visible()
    assert "Retitled in the workbook" in page.locator("#revisions").inner_text()
    page.locator("#revisions").get_by_role("link").first.click()
    assert title in page.locator("#changes-key_actions").inner_text()


def test_what_cannot_be_read_is_said_with_its_place(
    site: KentSite, page_of: Callable[..., Any], tmp_path: Path
) -> None:
    page = page_of("county planner")
    page.goto(f"{site.address}{PLAN}/upload/")
    with page.expect_download() as started:
        page.get_by_role("link", name="Workbook (Excel)").click()
    workbook = tmp_path / "kent.xlsx"
    started.value.save_as(workbook)
    book = openpyxl.load_workbook(workbook)
    book["Budget lines"].cell(2, 1).value = None
    book.save(workbook)
    page.get_by_label("Workbook, JSON file, zip").set_input_files(workbook)
    page.get_by_role("button", name="Read it and show what would change").click()
    said = page.locator("#problems").inner_text()
    assert "Budget lines" in said
    assert "is blank" in said

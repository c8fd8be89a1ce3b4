"""A local plan is read with its county plan: the one that is named, or the one of that code nearby."""

from pathlib import Path

import pytest

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.files import Refused, read_plan
from lcsp.files.county import find_county, read_county_of
from lcsp.files.forms import Form, write_plan

LOCAL = """\
County:
plan: code | title | level
plan: kent | The county plan | county
objective: code
objective: 7B
Local:
plan: code | county_plan | title
plan: dover | kent | The local plan
key_action: code
key_action: L1
link: action | objective
link: L1 | 7B
"""


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """Return the folders of a county plan and of a local plan in a folder beside it."""
    local = example_plan(LOCAL)
    assert local.inherits is not None
    write_plan(local.inherits, Form.CSV, tmp_path / "county-plan")
    (tmp_path / "localities").mkdir()
    write_plan(local, Form.CSV, tmp_path / "localities" / "dover")
    return tmp_path / "county-plan", tmp_path / "localities" / "dover"


def test_the_county_plan_lies_beside_the_folder_of_local_plans(places: tuple[Path, Path]) -> None:
    county, local = places
    assert list(find_county(local, "kent")) == [county.resolve()]
    plan = read_county_of(read_plan(local), local).plan
    assert plan.inherits is not None
    assert plan.inherits.header.title == "The county plan"
    assert list(plan.dangling()) == []


def test_the_county_plan_may_lie_beside_or_above_the_local_plan(tmp_path: Path, places: tuple[Path, Path]) -> None:
    county, local = places
    for at in (tmp_path / "dover", county / "dover", county / "localities" / "dover"):
        at.parent.mkdir(exist_ok=True)
        local.rename(at)
        assert list(find_county(at, "kent")) == [county.resolve()]
        local = at


def test_what_lies_deeper_or_has_another_code_is_not_taken(tmp_path: Path, places: tuple[Path, Path]) -> None:
    county, local = places
    assert list(find_county(local, "essex")) == []
    assert list(find_county(local, "dover")) == []
    (tmp_path / "archive").mkdir()
    county.rename(tmp_path / "archive" / "county-plan")
    assert list(find_county(local, "kent")) == []


def test_a_plan_folder_that_cannot_be_read_is_passed_over(tmp_path: Path, places: tuple[Path, Path]) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "plan.toml").write_text('[plan\ncode = "kent"', "utf-8")
    assert list(find_county(places[1], "kent")) == [places[0].resolve()]


@pytest.mark.parametrize("form", [Form.XLSX, Form.JSON])
def test_a_local_plan_in_one_file_finds_its_county_too(form: Form, places: tuple[Path, Path]) -> None:
    file = places[1].parent / f"dover.{form.value}"
    write_plan(example_plan(LOCAL), form, file)
    assert not read_county_of(read_plan(file), file).plan.awaits_county


def test_the_county_plan_that_is_named_is_taken(tmp_path: Path, places: tuple[Path, Path]) -> None:
    county, local = places
    written = tmp_path / "elsewhere.json"
    write_plan(read_plan(county).plan, Form.JSON, written)
    plan = read_county_of(read_plan(local), local, written).plan
    assert plan.inherits == read_plan(county).plan


def test_a_county_plan_builds_on_none(places: tuple[Path, Path]) -> None:
    county = places[0]
    reading = read_county_of(read_plan(county), county, places[1])
    assert reading.plan.inherits is None
    assert "builds on no other" in reading.remarks[-1].message


def test_a_local_plan_is_read_without_its_county_and_one_finding_says_so(places: tuple[Path, Path]) -> None:
    found = run(read_plan(places[1]).plan).findings
    assert [finding.code for finding in found if finding.level.value == "error"] == ["JOIN-48"]
    county = read_plan(places[0]).plan
    assert read_plan(places[1], county=county).plan.inherits is county
    assert read_plan(places[0], county=county).plan.inherits is None


def test_a_county_plan_that_is_refused_is_named_as_such(places: tuple[Path, Path]) -> None:
    county, local = places
    (county / "plan" / "objectives.csv").write_text("code,kind\n7B,wish\n", "utf-8")
    with pytest.raises(Refused) as refused:
        read_county_of(read_plan(local), local)
    assert all("county-plan: plan/objectives.csv" in str(problem) for problem in refused.value.problems)

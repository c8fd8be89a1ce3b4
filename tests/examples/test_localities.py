"""The 23 illustrative local plans: each is read, labelled, checked, exported and read again, and all roll up."""

from collections import Counter
from pathlib import Path

import pytest

from lcsp.checks import run
from lcsp.files import folder_files, read_plan
from lcsp.files.county import read_county_of
from lcsp.files.forms import Form, write_plan
from lcsp.partnership.places import Area, AreaKind
from lcsp.partnership.plan import Deliverable, KeyAction, Objective
from lcsp.reports.roll_up import RollUp
from lcsp.vocabulary.findings import Level
from lcsp.whole_plan import WholePlan

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(path for path in (ROOT / "examples" / "kent-2009-10-localities").iterdir() if path.is_dir())
each_folder = pytest.mark.parametrize("place", FOLDERS, ids=lambda place: place.name)


@pytest.fixture(scope="session")
def local_plans(kent: WholePlan) -> list[WholePlan]:
    """Return the local plans, built on the Kent plan."""
    return [read_plan(place, county=kent).plan for place in FOLDERS]


@pytest.fixture(scope="session")
def roll_up(kent: WholePlan, local_plans: list[WholePlan]) -> RollUp:
    """Return all of them rolled up."""
    return RollUp(kent, local_plans)


def test_every_locality_has_its_plan(kent: WholePlan, local_plans: list[WholePlan]) -> None:
    localities = {area.code for area in kent.all(Area) if area.kind is AreaKind.LOCALITY}
    assert {plan.header.area for plan in local_plans} == localities == {place.name for place in FOLDERS}
    assert len(localities) == 23


def test_every_locality_has_its_tile(kent: WholePlan) -> None:
    tiles = [(area.tile_column, area.tile_row) for area in kent.all(Area) if area.kind is AreaKind.LOCALITY]
    assert len(set(tiles)) == 23
    assert (None, None) not in tiles


@each_folder
def test_it_finds_its_county_plan_and_says_that_it_is_made_up(place: Path) -> None:
    reading = read_county_of(read_plan(place), place)
    header = reading.plan.header
    assert reading.remarks == ()
    assert reading.plan.inherits is not None
    assert header.illustrative
    assert header.title.startswith("Illustrative")
    assert header.summary.startswith("Illustrative")


@each_folder
def test_nothing_is_open_in_it(place: Path, kent: WholePlan) -> None:
    assert run(read_plan(place, county=kent).plan).findings == ()


@each_folder
@pytest.mark.parametrize("form", Form)
def test_it_is_read_again_as_it_was_written(place: Path, form: Form, kent: WholePlan, tmp_path: Path) -> None:
    plan = read_plan(place, county=kent).plan
    to = tmp_path / ("plan" if form in (Form.CSV, Form.DATAPACKAGE) else f"plan.{form.value}")
    write_plan(plan, form, to)
    assert read_plan(to, county=kent).plan == plan


@each_folder
def test_it_is_what_an_export_of_it_would_write(place: Path) -> None:
    for name, content in folder_files(read_plan(place).plan).items():
        assert (place / name).read_bytes() == content, name


def test_no_two_local_plans_say_the_same(local_plans: list[WholePlan]) -> None:
    titles = Counter(action.title for plan in local_plans for action in plan.all(KeyAction))
    titles.update(deliverable.title for plan in local_plans for deliverable in plan.all(Deliverable))
    assert [title for title, times in titles.items() if times > 1] == []


def test_finding_an_error_does_not_need_the_county(local_plans: list[WholePlan]) -> None:
    alone = run(local_plans[0].inheriting(None))
    assert [finding.code for finding in alone.findings if finding.level is Level.ERROR] == ["JOIN-48"]


def test_nothing_is_lost_on_the_way_up(roll_up: RollUp, local_plans: list[WholePlan]) -> None:
    states = roll_up.localities()
    assert len(states) == 23
    assert sum(state.actions for state in states) == sum(len(plan.all(KeyAction)) for plan in local_plans)
    deliverables = sum(len(plan.all(Deliverable)) for plan in local_plans)
    assert sum(state.progress.deliverables for state in states) == deliverables
    acting = {
        (each.area, each.action.code)
        for action in roll_up.county.all(KeyAction)
        for each in roll_up.on_action(action.code).actions
    }
    assert len(acting) == sum(len(plan.all(KeyAction)) for plan in local_plans)


def test_the_localities_differ(roll_up: RollUp) -> None:
    states = roll_up.localities()
    assert {len(state.late) for state in states} >= {0, 1, 2}
    assert all(state.progress.done and not state.progress.not_reported for state in states)


def test_outcome_7b_is_acted_on(roll_up: RollUp, kent: WholePlan) -> None:
    found = roll_up.on_objective("7B")
    assert {"dartford-west", "swale-urban"} <= set(found.areas)
    assert found.progress.done
    priority = kent.find(Objective, "P7")
    assert priority is not None
    assert {each.action.code for each in found.actions} <= {
        each.action.code for each in roll_up.on_objective("P7").actions
    }

"""Rules between the tiers: a local plan raises no false alarm, and what is wrong is said of its own records."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen
from lcsp.files import read_plan
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.governance import Post
from lcsp.partnership.performance import Indicator
from lcsp.partnership.places import Area
from lcsp.partnership.plan import Activity, KeyAction, Link, Objective, Plan, Service
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import NEVER_INHERITED, NOUNS, WholePlan

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
NAMED: tuple[tuple[type[Noun], str], ...] = (
    (Objective, "title"),
    (Indicator, "title"),
    (KeyAction, "title"),
    (Activity, "title"),
    (Service, "name"),
    (Post, "name"),
    (Area, "name"),
    (BudgetLine, "name"),
)


@pytest.fixture(scope="module")
def kent() -> WholePlan:
    """Return the Kent plan."""
    return read_plan(EXAMPLES / "kent-2009-10").plan


@pytest.fixture(scope="module")
def dover(kent: WholePlan) -> WholePlan:
    """Return a local plan built on it."""
    return read_plan(EXAMPLES / "kent-2009-10-localities" / "dover", county=kent).plan


def codes(plan: WholePlan, *select: str) -> list[str]:
    """Return the codes of what the rules find."""
    return [finding.code for finding in run(plan, chosen(select, ())).findings]


def own_keys(plan: WholePlan) -> set[tuple[str, str]]:
    """Return the noun and key of every record that the plan holds itself."""
    return {(record.noun, record.key) for noun in NOUNS for record in plan.all(noun)}


def test_an_empty_local_plan_is_silent(kent: WholePlan, dover: WholePlan) -> None:
    """What only a county plan needs is not asked of a local one."""
    assert run(WholePlan({Plan: [dover.header]}, inherits=kent)).findings == ()


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in (*NEVER_INHERITED, Plan)])
def test_a_record_of_the_county_held_once_more_is_told(noun: type[Noun], kent: WholePlan, dover: WholePlan) -> None:
    for record in kent.all(noun)[:1]:
        spoilt = dover.replace({noun: (*dover.all(noun), record)})
        outcome = run(spoilt)
        told = [finding for finding in outcome.findings if finding.code == "JOIN-51"]
        assert [(finding.noun, finding.key) for finding in told] == [(record.noun, record.key)]
        assert "take it out" in told[0].hint
        assert {(finding.noun, finding.key) for finding in outcome.findings} <= own_keys(spoilt)


@pytest.mark.parametrize(("noun", "field"), NAMED)
def test_a_copy_under_another_code_is_told(noun: type[Noun], field: str, kent: WholePlan, dover: WholePlan) -> None:
    copy = kent.all(noun)[0].model_copy(update={"code": "COPY"})
    spoilt = dover.replace({noun: (*dover.all(noun), copy)})
    found = [finding for finding in run(spoilt).findings if finding.code == "JOIN-52"]
    assert [(finding.key, finding.field) for finding in found] == [("COPY", field)]
    assert kent.all(noun)[0].key in found[0].hint


@pytest.mark.parametrize("noun", [KeyAction, Link, Objective])
def test_without_one_table_every_finding_is_still_of_the_plans_own_records(noun: type[Noun], dover: WholePlan) -> None:
    spoilt = dover.replace({noun: ()})
    found = run(spoilt).findings
    assert found
    assert {(finding.noun, finding.key) for finding in found} <= own_keys(spoilt)


def test_a_local_target_is_not_blamed_for_the_countys_indicator(kent: WholePlan, dover: WholePlan) -> None:
    """The agreement's indicator is the county's; a local target that it measures need not be part of the agreement."""
    assert any(indicator.laa for indicator in kent.all(Indicator))
    marked = next(indicator.code for indicator in kent.all(Indicator) if indicator.laa)
    target = dover.all(Objective)[1].model_copy(update={"indicator": marked, "laa": False})
    assert codes(dover.replace({Objective: (dover.all(Objective)[0], target)}), "JOIN-15") == []


def test_serving_an_action_that_is_measured_is_being_measured() -> None:
    text = """\
County:
indicator: code
indicator: NI 87
key_action: code
key_action: 5
link: action | indicator
link: 5 | NI 87
Local:
key_action: code | serves
key_action: L1 | {serves}
key_action: L2 | {serves}
"""
    assert codes(example_plan(text.format(serves="5")), "JOIN-11") == []
    assert codes(example_plan(text.format(serves="")), "JOIN-11") == ["JOIN-11"]


AREAS = """\
County:
plan: area
plan: kent
area: code | kind | parent
area: kent | county |
area: east | group of areas | kent
area: dover | locality | east
area: essex | county |
area: harlow | locality | essex
Local:
plan: area
plan: {area}
"""


@pytest.mark.parametrize(("area", "wrong"), [("dover", 0), ("harlow", 1), ("kent", 1), ("essex", 1), ("", 1)])
def test_the_area_lies_in_the_county(area: str, wrong: int) -> None:
    assert len(codes(example_plan(AREAS.format(area=area)), "JOIN-50")) == wrong


@given(st.lists(st.sampled_from(["7B", "L1", "L2", "L3", ""]), min_size=3, max_size=3))
def test_reaching_the_county_comes_to_an_end(parents: list[str]) -> None:
    """Local objectives may stand under each other in any way, in circles too."""
    rows = "\n".join(f"objective: L{number} | {parent}" for number, parent in enumerate(parents, 1))
    links = "\n".join(f"link: A{number} | L{number}\nlink: B | 7B" for number in (1, 2, 3))
    actions = "\n".join(f"key_action: A{number} | " for number in (1, 2, 3))
    plan = example_plan(
        f"County:\nobjective: code\nobjective: 7B\nLocal:\nobjective: code | parent\n{rows}\n"
        f"key_action: code | serves\n{actions}\nlink: action | objective\n{links}"
    )

    def reaches(code: str, steps: int = 4) -> bool:
        return code == "7B" or bool(code and steps and reaches(parents[int(code[1]) - 1], steps - 1))

    expected = [f"A{number}" for number in (1, 2, 3) if not reaches(f"L{number}")]
    assert [finding.key for finding in run(plan, chosen(("JOIN-53",), ())).findings] == expected

"""The print put back: each kind of correction undone, and those that cannot be."""

import pytest

from lcsp.checks.as_printed import as_printed, correction_fault
from lcsp.checks.manual import example_plan
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.plan import Correction, CorrectionKind, Deliverable
from lcsp.whole_plan import WholePlan

LINES = """\
budget_line: code | name | service | controllable
budget_line: centres | Children's Centres | centres | 19686500
budget_line: charges | Capital Charges | | 0
correction: of | record | field | kind | as_printed
"""


def plan_with(correction: str) -> WholePlan:
    """Return a plan of two budget lines and one correction."""
    return example_plan(f"{LINES}correction: {correction}\n")


def names(plan: WholePlan) -> list[str]:
    return [line.name for line in plan.all(BudgetLine)]


def test_a_label_is_put_back() -> None:
    plan = as_printed(plan_with("budget_line | centres | name | relabelled | Other Centres"))
    assert names(plan) == ["Other Centres", "Capital Charges"]


def test_a_value_is_put_back_typed() -> None:
    plan = as_printed(plan_with("budget_line | centres | controllable | changed | 19,000,000"))
    line = plan.find(BudgetLine, "centres")
    assert line is not None
    assert line.controllable == 19_000_000


def test_a_blank_is_put_back() -> None:
    plan = as_printed(plan_with("budget_line | centres | service | changed | "))
    line = plan.find(BudgetLine, "centres")
    assert line is not None
    assert line.service is None


ROWS = """\
budget_line: code | name | kind | order
budget_line: a | A | line | 1
budget_line: b | B | line | 2
budget_line: c | C | line | 3
correction: of | record | field | kind | as_printed
"""


def places(plan: WholePlan) -> dict[str, int]:
    return {line.code: line.order for line in plan.all(BudgetLine)}


def test_rows_close_up_behind_an_added_record() -> None:
    plan = as_printed(example_plan(f"{ROWS}correction: budget_line | b | | added | "))
    assert places(plan) == {"a": 1, "c": 2}


@pytest.mark.parametrize(
    ("place", "expected"),
    [(2, {"a": 1, "b": 3, "c": 4, "d": 2}), (4, {"a": 1, "b": 2, "c": 3, "d": 4})],
)
def test_rows_make_room_for_a_removed_record(place: int, expected: dict[str, int]) -> None:
    removed = Correction.model_construct(
        of="budget_line",
        record="d",
        kind=CorrectionKind.REMOVED,
        as_printed=f"code = d\nname = D\nkind = line\norder = {place}",
        why="counted twice",
    )
    plan = example_plan(ROWS).replace({Correction: (removed,)})
    assert places(as_printed(plan)) == expected


def test_rows_of_other_actions_stay() -> None:
    rows = (
        "deliverable: code | action | order\ndeliverable: a | 1 | 1\ndeliverable: b | 1 | 2\ndeliverable: c | 2 | 2\n"
    )
    text = f"{rows}correction: of | record | field | kind\ncorrection: deliverable | a | | added"
    held = as_printed(example_plan(text)).all(Deliverable)
    assert [(row.code, row.order) for row in held] == [("b", 1), ("c", 2)]


def test_an_added_record_goes() -> None:
    assert names(as_printed(plan_with("budget_line | charges | | added | "))) == ["Children's Centres"]


def test_a_removed_record_comes_back() -> None:
    plan = plan_with("budget_line | charges | | added | ")
    printed = "code = ghost\nname = Ghost line\nkind = line\norder = 9\ncontrollable = 5"
    ghost = plan.all(Correction)[0].model_copy(
        update={"record": "ghost", "kind": CorrectionKind.REMOVED, "as_printed": printed}
    )
    back = as_printed(plan.replace({Correction: (ghost,)}))
    found = back.find(BudgetLine, "ghost")
    assert found is not None
    assert found.controllable == 5


def test_the_print_has_no_corrections() -> None:
    assert as_printed(plan_with("budget_line | centres | name | relabelled | Other")).all(Correction) == ()


def test_without_corrections_the_plan_is_its_print() -> None:
    plan = example_plan("area: code\narea: dover")
    assert as_printed(plan) == plan


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        ("budget_row | centres | name | changed | x", "not a noun"),
        ("budget_line | nowhere | name | changed | x", "no budget_line 'nowhere'"),
        ("budget_line | centres | colour | changed | x", "no field 'colour'"),
        ("budget_line | centres | controllable | changed | many", "cannot stand there"),
        ("budget_line | centres | | removed | colour = red", "no field 'colour'"),
        ("budget_line | centres | | removed | code = x", "needs"),
    ],
)
def test_what_cannot_be_undone_is_said_and_passed_over(correction: str, said: str) -> None:
    plan = plan_with(correction)
    assert said in correction_fault(plan, plan.all(Correction)[0])
    assert as_printed(plan).all(BudgetLine) == plan.all(BudgetLine)

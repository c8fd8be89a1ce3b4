"""The print put back: each kind of correction undone, and those that cannot be."""

import pytest

from lcsp.checks.as_printed import as_printed, correction_fault
from lcsp.checks.manual import example_plan
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.plan import Correction, CorrectionKind
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

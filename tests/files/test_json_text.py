"""The JSON form: its shape, exact numbers, and refusals that name the record and field."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.files.making import refusal, sections

from lcsp.files import read_plan
from lcsp.files.json_text import write_json
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import Objective, ObjectiveKind
from lcsp.vocabulary.kinds import CodeKind
from lcsp.vocabulary.noun import columns
from lcsp.vocabulary.numbers import PoundsKind
from lcsp.whole_plan import NOUNS

PLAN = {"code": "p", "title": "T", "organisation": "O", "year": "financial 2009/10", "level": "county"}


def saved(to: Path, content: Any) -> Path:
    file = to / "plan.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    return file


def lines(*records: Any) -> dict[str, Any]:
    return {"plan": {"plans": [PLAN]}, "finance": {"budget_lines": list(records)}}


def test_its_shape_is_rooms_nouns_records() -> None:
    whole = json.loads(write_json(sections("x")))
    assert [(room, plural) for room, lists in whole.items() for plural in lists] == sorted(
        ((noun.room, noun.plural) for noun in NOUNS), key=lambda pair: list(whole).index(pair[0])
    )
    (section,) = whole["plan"]["sections"]
    assert list(section) == list(columns(next(n for n in NOUNS if n.noun == "section")))
    assert section["period"] is None


def test_values_have_the_types_of_json() -> None:
    line = BudgetLine(code="7", name="A", kind=LineKind.LINE, order=1, gross=Decimal("-12.5"), running=Decimal(5),
                      controllable=Decimal("1234567890123456.75"), ring_fenced=True)  # fmt: skip
    aim = Objective(code="7B", kind=ObjectiveKind.OUTCOME, title="T", owners=("a", "b"))
    whole = json.loads(write_json(sections().replace({BudgetLine: [line], Objective: [aim]})))
    (found,) = whole["finance"]["budget_lines"]
    assert (found["code"], found["order"], found["gross"], found["running"]) == ("7", 1, -12.5, 5)
    assert found["controllable"] == "1234567890123456.75"  # a float would lose the pence
    assert (found["ring_fenced"], found["prior_fte"], found["note"]) == (True, None, "")
    assert whole["plan"]["objectives"][0]["owners"] == ["a", "b"]


def test_numbers_are_read_as_they_are_written(tmp_path: Path) -> None:
    text = json.dumps(lines({"code": 7, "name": "A", "kind": "line", "order": "2", "gross": "GROSS", "capital": 1}))
    reading = read_plan(saved(tmp_path, text.replace('"GROSS"', "12345678901234567.10")))
    (line,) = reading.plan.all(BudgetLine)
    assert (line.code, line.order, str(line.gross)) == ("7", 2, "12345678901234567.1")
    assert reading.spots["budget_line", "7"].source == "finance.budget_lines[0]"
    assert [str(remark) for remark in reading.remarks] == [
        "finance.budget_lines: column 'capital' is not one of this sheet's and was not read"
    ]


def test_every_problem_names_its_record_and_field(tmp_path: Path) -> None:
    good = {"code": "a", "name": "A", "kind": "line", "order": 1}
    problems = refusal(
        saved(
            tmp_path,
            lines(good, good | {"code": "b", "gross": True, "name": ["x"]}, 5, good | {"code": None, "fte": {}}, good),
        )
    )
    assert [problem.partition(": ")[::2] for problem in problems] == [
        ("finance.budget_lines[1], column name", "'[\"x\"]' is not text"),
        ("finance.budget_lines[1], column gross", f"'true' is not {PoundsKind.expects}"),
        ("finance.budget_lines[2]", "'5' is not a record"),
        ("finance.budget_lines[3], column fte", "'{}' is not full-time equivalents, 0 or more, such as 19.5"),
        ("finance.budget_lines[3], column code", f"is blank: right would be {CodeKind.expects}"),
        ("finance.budget_lines[4], column code", "'a' stands already in finance.budget_lines[0]: give each its own key")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "plan.json, row 1: is not JSON"),
        ("[]", "is not a plan: right would be {room: {noun: [record, …]}}"),
        ("[" * 100_000, "is not JSON"),
        ('{"plan": {"plans": [{"code": NaN}]}}', "NaN is not a number"),
        ('{"plan": {}, "plan": {}}', "the name 'plan' stands twice"),
        ('{"planning": {}}', "column planning: 'planning' is not a room with its lists: the rooms are plan, places"),
        (
            '{"plan": {"plan": []}}',
            "column plan.plan: 'plan' is not a list of this room: its lists are plans, objectives",
        ),
        ('{"plan": {"plans": {}}}', "column plan.plans: 'plans' is not a list"),
        ('{"finance": {"grants": [{"amount": 1}]}}', "finance.grants, column code: the column is missing"),
    ],
)
def test_what_is_no_plan_is_refused(tmp_path: Path, content: str, said: str) -> None:
    assert any(said in problem for problem in refusal(saved(tmp_path, content)))


def test_text_keeps_its_apostrophe(tmp_path: Path) -> None:
    titles = ["'=x", " '=x", "=x", "'x"]
    for title in titles:
        plan = read_plan(saved(tmp_path, {"plan": {"plans": [PLAN | {"title": title}]}})).plan
        assert plan.header.title == title.strip()


def test_an_item_of_a_list_may_not_hold_what_parts_items(tmp_path: Path) -> None:
    aim = {"code": "a", "kind": "outcome", "title": "T", "owners": ["a;b"]}
    (problem,) = refusal(saved(tmp_path, {"plan": {"plans": [PLAN], "objectives": [aim]}}))
    assert problem == "plan.objectives[0], column owners: 'a;b' is not the key of a record of post"

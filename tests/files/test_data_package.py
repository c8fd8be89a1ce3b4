"""The data package, as a third party's validator sees it."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from tests.files.making import refusal, sections
from tests.files.strategies import plans

from lcsp.checks.manual import example_plan
from lcsp.files import read_plan
from lcsp.files.data_package import build_descriptor, data_package_files
from lcsp.files.forms import Form, write_plan
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.places import Area, AreaKind
from lcsp.whole_plan import NOUNS, WholePlan

LINE = BudgetLine(code="a", name="=A", kind=LineKind.LINE, order=1, gross=Decimal("-5.5"), ring_fenced=True)


def written(plan: WholePlan, to: Path) -> Path:
    write_plan(plan, Form.DATAPACKAGE, to / "package")
    return to / "package"


def faults(folder: Path) -> list[Any]:
    """Return what frictionless finds wrong."""
    frictionless = pytest.importorskip("frictionless", reason="frictionless is absent: install the development group")
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [*report.errors, *report.flatten(["fieldName", "rowNumber", "type", "note"])]


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_no_fault(tmp_path: Path) -> None:
    area = Area(code="kent", name="Kent", kind=AreaKind.COUNTY)
    plan = sections("=1", "two\nlines", "'x").replace({BudgetLine: [LINE], Area: [area]})
    assert faults(written(plan, tmp_path)) == []


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_no_fault_in_the_example(tmp_path: Path, root: Path) -> None:
    assert faults(written(read_plan(root / "examples" / "kent-2009-10").plan, tmp_path)) == []


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        ("finance/budget_lines.csv", "-5.5", "much", "type-error"),
        ("finance/budget_lines.csv", "line", "lime", "constraint-error"),
        ("finance/budget_lines.csv", "'=A", "", "constraint-error"),
        ("places/areas.csv", "district,kent", "district,sussex", "foreign-key"),
        ("places/areas.csv", "dover,", "kent,", "primary-key"),
    ],
)
def test_frictionless_finds_what_is_wrong(tmp_path: Path, file: str, old: str, new: str, kind: str) -> None:
    areas = [
        Area(code="kent", name="Kent", kind=AreaKind.COUNTY),
        Area(code="dover", name="Dover", kind=AreaKind.DISTRICT, parent="kent"),
    ]
    folder = written(sections("x").replace({BudgetLine: [LINE], Area: areas}), tmp_path)
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1) if kind != "constraint-error" else text.replace(old, new))
    assert kind in [fault[2] for fault in faults(folder)]


@settings(max_examples=20)
@given(plan=plans())
def test_every_plan_has_a_descriptor_of_the_standard(plan: WholePlan) -> None:
    descriptor = build_descriptor(plan)
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert descriptor["name"].strip("abcdefghijklmnopqrstuvwxyz0123456789-") == ""
    names = [resource["name"] for resource in descriptor["resources"]]
    assert len(names) == len(set(names)) == len(NOUNS)
    assert {resource["path"] for resource in descriptor["resources"]} == data_package_files(plan).keys() - {
        "datapackage.json"
    }
    for resource in descriptor["resources"]:
        fields = {field["name"] for field in resource["schema"]["fields"]}
        assert set(resource["schema"].get("primaryKey", ())) <= fields
        for link in resource["schema"].get("foreignKeys", ()):
            assert link["reference"].get("resource", names[0]) in names


def test_two_records_of_the_plan_itself_are_refused(tmp_path: Path) -> None:
    folder = written(sections("x"), tmp_path)
    (folder / "plan.toml").write_text("format = 1\n[plan]\n")
    assert (
        "plan/plans.csv: stands beside plan.toml, and both hold the plan's own record: remove one of them"
        in refusal(folder)
    )


@pytest.mark.parametrize(
    ("descriptor", "said"),
    [("{", "is not JSON"), ("[]", "format is 'missing'"), ('{"format": 9}', "format 9 was written by a newer lcsp")],
)
def test_a_wrong_descriptor_is_refused(tmp_path: Path, descriptor: str, said: str) -> None:
    folder = written(sections("x"), tmp_path)
    (folder / "datapackage.json").write_text(descriptor)
    (problem,) = refusal(folder)
    assert problem.startswith("datapackage.json")
    assert said in problem


def test_no_licence_is_claimed() -> None:
    assert "licenses" not in json.dumps(build_descriptor(sections("x")))


def test_references_to_the_county_plan_have_no_foreign_key_in_a_local_plans_package() -> None:
    local = example_plan(
        "County:\npost: code\npost: manager\nkey_action: code\nkey_action: 4\n"
        "Local:\nkey_action: code\nkey_action: L1\naccountability: action | post\naccountability: L1 | manager"
    )
    (resource,) = [each for each in build_descriptor(local)["resources"] if each["name"] == "plan-accountabilities"]
    assert [key["fields"] for key in resource["schema"]["foreignKeys"]] == [["action"], ["sub_action"]]


def test_a_third_party_finds_nothing_wrong_with_a_local_plans_package(root: Path, tmp_path: Path) -> None:
    local = read_plan(root / "examples" / "kent-2009-10-localities" / "dover").plan
    assert faults(written(local, tmp_path)) == []

"""Plans and folders made for the tests of files."""

import tempfile
from pathlib import Path

import pytest

from lcsp.files import Refused, read_plan
from lcsp.files.forms import Form, write_plan
from lcsp.partnership.plan import Plan, PlanLevel, Section
from lcsp.vocabulary.periods import read_period
from lcsp.whole_plan import WholePlan

HEADER = """\
format = 1

[plan]
code = "made"
title = "Made plan"
organisation = "Made County"
year = "financial 2009/10"
level = "county"
"""
NAMES = {Form.CSV: "plan", Form.XLSX: "plan.xlsx", Form.DATAPACKAGE: "package", Form.JSON: "plan.json"}


def sections(*texts: str) -> WholePlan:
    header = Plan(code="P", title="T", organisation="O", year=read_period("financial 2009/10"), level=PlanLevel.COUNTY)
    made = [
        Section(code=str(number), order=number, part="introduction", title="A title", text=text)
        for number, text in enumerate(texts, 1)
    ]
    return WholePlan({Plan: [header], Section: made})


def and_back(plan: WholePlan, form: Form) -> WholePlan:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAMES[form]
        write_plan(plan, form, path)
        return read_plan(path).plan


def folder_with(to: Path, files: dict[str, str | bytes], header: str = HEADER) -> Path:
    for name, content in {"plan.toml": header, **files}.items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return to


def refusal(path: Path) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_plan(path)
    return [str(problem) for problem in refused.value.problems]

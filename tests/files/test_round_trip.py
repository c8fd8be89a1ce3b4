"""Every form holds a whole plan without loss, whatever stands in it."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from tests.files.making import and_back, sections
from tests.files.strategies import AWKWARD, plans

from lcsp.files import Unwritable
from lcsp.files.forms import Form, write_plan
from lcsp.partnership.plan import Section
from lcsp.vocabulary.kinds import clean
from lcsp.vocabulary.noun import columns
from lcsp.whole_plan import WholePlan


@pytest.mark.parametrize("form", Form)
@settings(max_examples=40)
@given(plan=plans())
def test_a_plan_comes_back_as_it_was(form: Form, plan: WholePlan) -> None:
    assert and_back(plan, form) == plan


@pytest.mark.parametrize("form", Form)
def test_awkward_texts_come_back_unharmed(form: Form) -> None:
    plan = sections(*(text for text in AWKWARD if clean(text)), *(f"a{text}b{text}c" for text in AWKWARD))
    back = and_back(plan, form)
    assert [s.text for s in back.all(Section)] == [s.text for s in plan.all(Section)]
    assert back == plan


@pytest.mark.parametrize("form", [Form.CSV, Form.DATAPACKAGE, Form.JSON])
def test_a_very_long_text_comes_back(form: Form) -> None:
    plan = sections("long " * 60_000 + "end")
    assert and_back(plan, form) == plan


def test_the_longest_text_of_excel_comes_back_and_a_longer_one_is_named(tmp_path: Path) -> None:
    assert and_back(sections("x" * 32_767), Form.XLSX) == sections("x" * 32_767)
    with pytest.raises(Unwritable, match=r"section 1, field text: the text has 32,768 characters") as refused:
        write_plan(sections("x" * 32_768), Form.XLSX, tmp_path / "plan.xlsx")
    assert "export to csv" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", Form)
@settings(max_examples=10)
@given(plan=plans())
@example(plan=sections("=1"))
def test_the_same_plan_gives_the_same_bytes(form: Form, plan: WholePlan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a", "b"):
            write_plan(plan, form, Path(folder) / name)
        first, second = (
            {path.relative_to(Path(folder) / name): path.read_bytes() for path in (Path(folder) / name).rglob("*.*")}
            if (Path(folder) / name).is_dir()
            else (Path(folder) / name).read_bytes()
            for name in ("a", "b")
        )
        assert first == second


def test_no_cell_of_a_csv_file_would_run() -> None:
    from lcsp.files.folder import folder_files

    content = folder_files(sections("=1+1", "@x", "+1", "-1+1", "-1"))["plan/sections.csv"].decode()
    position = list(columns(Section)).index("text")
    cells = [line.split(",")[position] for line in content.splitlines()[1:]]
    assert cells == ["'=1+1", "'@x", "'+1", "'-1+1", "-1"]  # a negative number is no formula

"""Files that somebody sent: what a plan may come as, and what is turned away with a reason that a person can act on."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from lcsp.files import Refused, folder_files, read_plan
from lcsp.files.forms import Form, plan_file
from lcsp.files.received import MOST_BYTES, MOST_FILES, MOST_UNPACKED, read_received
from lcsp.whole_plan import WholePlan


@pytest.fixture(scope="module")
def ashford(root: Path) -> WholePlan:
    """A small plan: one of the localities."""
    return read_plan(root / "examples" / "kent-2009-10-localities" / "ashford-rural").plan


def zipped(files: dict[str, bytes]) -> bytes:
    """Return `files` as a zip."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def reason(files: dict[str, bytes]) -> str:
    """Return why `files` are refused."""
    with pytest.raises(Refused) as refused:
        read_received(files)
    return str(refused.value)


@pytest.mark.parametrize(("name", "form"), [("a.xlsx", Form.XLSX), ("a.json", Form.JSON), ("a.zip", Form.XLSX)])
def test_one_file_holds_the_plan(ashford: WholePlan, name: str, form: Form) -> None:
    assert read_received({name: plan_file(ashford, form)}).plan == ashford


@pytest.mark.parametrize("inside", ["", "ashford/", "plans/2009/ashford/"])
def test_a_zipped_folder_holds_the_plan_wherever_its_root_is(ashford: WholePlan, inside: str) -> None:
    files = {f"{inside}{name}": content for name, content in folder_files(ashford).items()}
    files |= {"__MACOSX/._plan.toml": b"x", f"{inside}.DS_Store": b"x"}
    assert read_received({"a.zip": zipped(files)}).plan == ashford


def test_the_files_of_a_folder_hold_the_plan_though_a_browser_tells_no_folders(ashford: WholePlan) -> None:
    files = {name.rpartition("/")[2]: content for name, content in folder_files(ashford).items()}
    reading = read_received({**files, "notes.docx": b"x"})
    assert reading.plan == ashford
    assert [remark.source for remark in reading.remarks] == ["notes.docx"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no file was chosen"),
        ({"a.xlsm": b"PK"}, "holds macros"),
        (
            {"a.xlsx": zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/vbaProject.bin": b""})},
            "holds macros",
        ),
        ({"a.docx": zipped({"[Content_Types].xml": b"", "word/document.xml": b""})}, "is not a plan"),
        ({"a.pdf": b"%PDF-1.7"}, "is not a plan"),
        ({"key_actions.csv": b"code,title\n"}, "is one file of a plan folder"),
        ({"a.csv": b"", "b.csv": b""}, "without a plan.toml"),
        ({"plan.toml": b"", "x/areas.csv": b"", "y/areas.csv": b""}, "areas.csv is there twice"),
        ({"a.zip": zipped({"readme.txt": b"x"})}, "holds no plan.toml"),
        ({"a.zip": zipped({"a/plan.toml": b"", "b/plan.toml": b""})}, "holds 2 plans"),
        ({"a.zip": zipped({"plan.toml": b"", "../../etc/areas.csv": b""})}, "leads out of its own folder"),
        ({"a.zip": zipped({"plan.toml": b"", "C:/areas.csv": b""})}, "leads out of its own folder"),
        ({"a.zip": zipped({"plan.toml": b"", **{f"{n}.csv": b"" for n in range(MOST_FILES)}})}, "no more than"),
        ({"a.zip": zipped({"plan.toml": b"", "areas.csv": b"0" * 40_000_000})}, "would unpack to 40 megabytes"),
        ({"a.json": b"0" * (MOST_BYTES + 1)}, "is larger than 20 megabytes"),
        ({"a.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, "old Excel workbook"),
        ({f"{n}.csv": b"" for n in range(MOST_FILES + 1)}, "no more than"),
        ({"a.json": b"{"}, "a.json"),
        ({"a.zip": b"PK\x05\x06" + b"\0" * 18}, "holds no plan.toml"),
    ],
)
def test_what_is_no_plan_is_refused_saying_what_would_be(files: dict[str, bytes], said: str) -> None:
    assert said in reason(files)


def test_no_refusal_names_a_folder_of_the_server(ashford: WholePlan) -> None:
    files = {name: content for name, content in folder_files(ashford).items() if name != "plan.toml"}
    for sent in ({"a.zip": zipped({**files, "plan.toml": b"[plan"})}, {"plan.toml": b"x = 1", **files}):
        assert "/tmp" not in reason(sent)


def test_a_zip_that_lies_about_its_sizes_unpacks_to_no_more_than_it_states() -> None:
    honest = zipped({"plan.toml": b"", "areas.csv": b"0" * 1000})
    lying = honest.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert "is damaged" in reason({"a.zip": lying})
    assert MOST_UNPACKED < 100_000_000

"""The command publish: which files it writes, when it refuses, and that it leaves nothing half done."""

import subprocess
import sys
from pathlib import Path

import pytest

from lcsp.cli import main
from lcsp.cli.publish_command import file_stem

HEADER = """\
format = 1

[plan]
code = "made 2009/10"
title = "Made plan"
organisation = "Made County"
year = "financial 2009/10"
level = "county"
"""
RIGHT = "code,name,kind,order,employee,running,gross\nbehaviour,Behaviour,line,1,870100,12000,882100\n"
WRONG = RIGHT.replace("882100", "870100")

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan folder with one budget line that casts."""
    folder = tmp_path / "made"
    (folder / "finance").mkdir(parents=True)
    (folder / "plan.toml").write_text(HEADER)
    (folder / "finance/budget_lines.csv").write_text(RIGHT)
    return folder


def spoil(plan: Path) -> Path:
    (plan / "finance/budget_lines.csv").write_text(WRONG)
    return plan


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_all_documents_are_written_and_named(plan: Path, tmp_path: Path, capsys: Capture) -> None:
    to = tmp_path / "new" / "out"
    assert main(["publish", str(plan), "--to", str(to)]) == 0
    files = [f"made-2009-10.{suffix}" for suffix in ("html", "pdf", "docx", "xlsx")]
    assert names(to) == sorted(files)
    assert capsys.readouterr().out.splitlines() == [str(to / name) for name in files]
    assert (to / "made-2009-10.html").read_text("utf-8").endswith("</html>\n")
    assert (to / "made-2009-10.pdf").read_bytes().startswith(b"%PDF")
    assert all((to / f"made-2009-10.{suffix}").read_bytes().startswith(b"PK") for suffix in ("docx", "xlsx"))


@pytest.mark.parametrize(
    ("asked", "suffixes"),
    [("html", ["html"]), (" PDF ", ["pdf"]), ("pdf,html,pdf", ["html", "pdf"]), ("xlsx,docx", ["docx", "xlsx"])],
)
def test_only_what_is_asked_for_is_written(plan: Path, tmp_path: Path, asked: str, suffixes: list[str]) -> None:
    assert main(["publish", str(plan), "--to", str(tmp_path / "out"), "--format", asked]) == 0
    assert names(tmp_path / "out") == [f"made-2009-10.{suffix}" for suffix in suffixes]


@pytest.mark.parametrize("asked", ["docs", "html,docs", "", ","])
def test_an_unknown_format_is_refused_with_those_that_are_known(
    plan: Path, tmp_path: Path, capsys: Capture, asked: str
) -> None:
    assert main(["publish", str(plan), "--to", str(tmp_path / "out"), "--format", asked]) == 2
    assert "known are html, pdf, docx, xlsx" in capsys.readouterr().err
    assert names(tmp_path / "out") == []


def test_a_plan_with_errors_is_not_published(plan: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["publish", str(spoil(plan)), "--to", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert f"{plan}: not published, it has 1 error. `lcsp check {plan}` names each" in said
    assert "--draft" in said
    assert names(tmp_path / "out") == []


def test_a_draft_is_published_and_marked(plan: Path, tmp_path: Path) -> None:
    assert main(["publish", str(spoil(plan)), "--to", str(tmp_path / "out"), "--format", "html", "--draft"]) == 0
    text = (tmp_path / "out" / "made-2009-10.html").read_text("utf-8")
    assert '<body class="draft">' in text
    assert "This draft has 1 error" in text


def test_what_cannot_be_read_is_refused(tmp_path: Path, capsys: Capture) -> None:
    assert main(["publish", str(tmp_path / "nothing"), "--to", str(tmp_path / "out")]) == 2
    assert "refused:" in capsys.readouterr().err
    assert names(tmp_path / "out") == []


def test_what_cannot_be_written_is_refused(plan: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "out").write_text("a file stands where the folder should be")
    assert main(["publish", str(plan), "--to", str(tmp_path / "out")]) == 2
    assert "lcsp publish: cannot write to" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "a file stands where the folder should be"


def test_older_documents_are_replaced_and_others_left_alone(plan: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    to.mkdir()
    (to / "made-2009-10.html").write_text("old")
    (to / "other.html").write_text("mine")
    assert main(["publish", str(plan), "--to", str(to), "--format", "html"]) == 0
    assert (to / "made-2009-10.html").read_text("utf-8") != "old"
    assert (to / "other.html").read_text() == "mine"


@pytest.mark.parametrize(
    ("code", "stem"),
    [
        ("kent-lcsp-2009-10", "kent-lcsp-2009-10"),
        ("../../etc/x", "etc-x"),
        (".", "plan"),
        ("A b.c", "A-b-c"),
        ("漢", "漢"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_code_becomes_a_file_name_that_stays_in_the_folder(code: str, stem: str) -> None:
    assert file_stem(code) == stem


def test_a_page_is_made_without_loading_the_maker_of_pdf(plan: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from lcsp.cli import main; "
        f"main(['publish', {str(plan)!r}, '--to', {str(tmp_path / 'out')!r}, '--format', 'html']); "
        "print([name for name in ('typst', 'django') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"

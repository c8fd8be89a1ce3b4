"""Shows what `lcsp read` writes, says and returns."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.files.documents import made_plan
from tests.source import printed

from lcsp.cli import run_command


def read(*arguments: str | Path) -> int:
    """Run the command and return its exit status."""
    return run_command("read", [str(argument) for argument in arguments])


def test_read_writes_a_draft_and_checks_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = made_plan.write_docx(tmp_path)
    status = read(document, "--to", tmp_path / "draft")
    out = capsys.readouterr().out
    assert status in (0, 1)
    assert f"written: {tmp_path / 'draft'}" in out
    assert "read: 15 tables and lists (confidence: " in out
    assert "not understood: 3 pieces" in out
    assert "names of individuals left out of tables: 2" in out
    assert (tmp_path / "draft" / "plan.toml").is_file()
    assert (tmp_path / "draft" / "reading-report.md").is_file()


def test_read_gives_the_status_of_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = made_plan.write_markdown(tmp_path)
    text = document.read_text("utf-8").replace("| Sub-total | 1,420.0 |", "| Sub-total | 1,520.0 |")
    document.write_text(text, "utf-8")
    assert read(document, "--to", tmp_path / "draft", "--findings") == 1
    assert "finance/budget_lines.csv" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "said"), [("none.docx", "is not there"), ("plan.pdf", "no kind of document")])
def test_read_refuses_what_it_cannot_read(
    name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    assert read(tmp_path / name, "--to", tmp_path / "draft") == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "draft").exists()


def test_read_does_not_write_over_a_folder_in_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = made_plan.write_html(tmp_path)
    assert read(document, "--to", tmp_path) == 2
    assert "lcsp read:" in capsys.readouterr().err
    assert not (tmp_path / "plan.toml").exists()


def test_checking_a_plan_loads_nothing_of_this() -> None:
    said = "import lcsp.cli.check_command, sys; print([name for name in sys.modules if 'documents' in name])"
    run = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_slipped_labels_of_the_source_are_found_not_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = printed.find_source()
    if source is None:
        pytest.skip(printed.ABSENT)
    assert read(source, "--to", tmp_path / "draft", "--findings") == 1
    out = capsys.readouterr().out
    for label in ("Other Centres", "Primary excellence project - base", "Capital Charges"):
        assert f"JOIN-04: label {label!r} stands against" in out

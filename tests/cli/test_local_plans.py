"""The commands on local plans: their county plan is found or named, and what they refer to is shown by its name."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from lcsp.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DOVER = EXAMPLES / "kent-2009-10-localities" / "dover"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """Return a copy of a local plan far from its county plan."""
    return Path(shutil.copytree(DOVER, tmp_path / "far" / "away" / "dover"))


def test_the_county_plan_is_found_beside_the_local_plans(capsys: Capture) -> None:
    assert main(["check", str(DOVER)]) == 0
    assert "0 errors, 0 warnings, 0 notes" in capsys.readouterr().out


def test_a_local_plan_alone_has_one_error_that_says_how_to_mend_it(alone: Path, capsys: Capture) -> None:
    assert main(["check", str(alone), "--format", "json"]) == 1
    found = [each for each in json.loads(capsys.readouterr().out) if each["level"] == "error"]
    assert [each["code"] for each in found] == ["JOIN-48"]
    assert "--county" in found[0]["hint"]
    assert found[0]["file"] == "plan.toml"


def test_the_county_plan_is_named(alone: Path, capsys: Capture) -> None:
    assert main(["check", str(alone), "--county", str(EXAMPLES / "kent-2009-10")]) == 0
    assert main(["check", str(alone), "--county", str(alone / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_published_local_plan_names_its_county_and_says_that_it_is_illustrative(tmp_path: Path) -> None:
    assert main(["publish", str(DOVER), "--to", str(tmp_path), "--format", "html"]) == 0
    page = (tmp_path / "dover-2009-10.html").read_text("utf-8")
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
    assert "It builds on the county plan: Service level business plan 2009/10, Kent County Council" in words
    assert "made up for demonstration" in words
    assert "County plan: action 4. Reduce exclusions" in words
    assert "County plan: indicator NI 114 Rate of Permanent Exclusions from school" in words
    assert "3C There is a reduction in the repeat incidence and impact of domestic violence" in words
    assert "Late on 12 March 2010: The protocol is signed; training is still to come." in words
    assert "LCSP Manager" in words


def test_differences_call_the_countys_records_by_their_names(alone: Path, capsys: Capture) -> None:
    actions = alone / "plan" / "key_actions.csv"
    actions.write_text(actions.read_text("utf-8").replace("5; 8", "5; 9"), "utf-8")
    assert main(["diff", str(DOVER), str(alone), "--county", str(EXAMPLES / "kent-2009-10")]) == 1
    assert "Development of school extended services (9)" in capsys.readouterr().out


def test_an_export_needs_no_county_plan(alone: Path, tmp_path: Path) -> None:
    assert main(["export", str(alone), "--to", "json", "-o", str(tmp_path / "dover.json")]) == 0
    assert main(["check", str(tmp_path / "dover.json"), "--county", str(EXAMPLES / "kent-2009-10")]) == 0

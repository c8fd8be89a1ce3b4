"""What browsers load that is made elsewhere: pinned, without addresses and what belongs to GOV.UK, in the wheel."""

import json
import os
import runpy
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def fetching(root: Path) -> dict[str, Any]:
    """What `assets/fetch.py` defines."""
    return runpy.run_path(str(root / "assets" / "fetch.py"))


@pytest.fixture
def without_reserved(fetching: dict[str, Any]) -> Callable[[str], str]:
    """The function that leaves out what is reserved."""
    function: Callable[[str], str] = fetching["without_reserved"]
    return function


def test_the_lock_pins_everything_by_sha512_and_names_no_address(root: Path) -> None:
    text = (root / "assets" / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    assert '"resolved"' not in text
    lock = json.loads(text)
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    asked_for = json.loads((root / "assets" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert asked_for == lock["packages"][""]["dependencies"]
    assert asked_for == {name.removeprefix("node_modules/"): package["version"] for name, package in packages.items()}


def test_font_crest_and_logo_are_left_out(without_reserved: Callable[[str], str]) -> None:
    style = (
        '@charset "UTF-8";@font-face{font-family:GDS Transport;src:url(/a.woff2)}'
        "/*! the font is reserved */.a{font-family:GDS Transport,arial,sans-serif;color:red}"
        "@media print{.govuk-footer__copyright-logo:before{background:url(/assets/images/govuk-crest.svg)}.b{top:0}}"
        ".govuk-footer__crown{margin:0}.c{background:url(data:image/svg+xml,x)}/*# sourceMappingURL=x.css.map */"
    )
    left = without_reserved(style)
    assert "color:red}@media print{.b{top:0}}.c{background:url(data:image/svg+xml,x)}" in left
    for word in ("font-face", "Transport", "crown", "crest", "copyright-logo", "reserved", "sourceMapping"):
        assert word not in left


@pytest.mark.parametrize("reserved", [".x{background:url(/a.svg)}", ".y{font:1em GDS Transport}"])
def test_what_slips_through_stops_the_build(
    fetching: dict[str, Any], without_reserved: Callable[[str], str], reserved: str
) -> None:
    with pytest.raises(fetching["NotFetched"], match="reserved for GOV"):
        without_reserved(f".z{{top:0}}{reserved}")


def test_the_fetched_files_are_clean_and_bring_their_licence(fetching: dict[str, Any]) -> None:
    folder: Path = fetching["TARGET"]
    assert folder.is_dir(), "the site's looks are missing: run `python assets/fetch.py`, or any ./run command"
    style = (folder / "govuk-frontend.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in style
    assert "crown" not in style
    assert ".govuk-button" in style
    assert "initAll" in (folder / "govuk-frontend.js").read_text(encoding="utf-8")
    assert "The MIT License" in (folder / "licence.txt").read_text(encoding="utf-8")


def call_fetch(place: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the fetching in a checkout, with nothing in its environment but what is given."""
    return subprocess.run(
        [sys.executable, str(place / "assets" / "fetch.py")],
        env={"PATH": os.defpath, "HOME": str(place), "CI": "true", **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_registry_that_is_out_of_reach_leaves_nothing_half_done(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "assets", tmp_path / "assets")
    done = call_fetch(tmp_path, npm_config_registry="http://127.0.0.1:9/", npm_config_cache=str(tmp_path / "cache"))
    assert done.returncode == 1
    assert "npm could not fetch govuk-frontend" in done.stderr
    assert "127.0.0.1:9" in done.stderr
    assert not (tmp_path / "src").exists()


@pytest.mark.slow
def test_a_changed_file_is_refused(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "assets", tmp_path / "assets")
    lock = tmp_path / "assets" / "package-lock.json"
    lock.write_text(lock.read_text(encoding="utf-8").replace("sha512-xct", "sha512-xcu"), encoding="utf-8")
    done = call_fetch(tmp_path, HOME=os.environ.get("HOME", str(tmp_path)), npm_config_cache=str(tmp_path / "cache"))
    assert done.returncode == 1
    assert "EINTEGRITY" in done.stderr


@pytest.mark.slow
def test_a_wheel_has_the_looks(root: Path, tmp_path: Path) -> None:
    for name in ("assets", "src"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("govuk", "__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "README.md", ".gitignore"):
        shutil.copy(root / name, tmp_path)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    assert {
        f"lcsp/web/static/govuk/{name}" for name in ("govuk-frontend.css", "govuk-frontend.js", "licence.txt")
    } <= held
    assert {"lcsp/web/jinja2/layout.html", "lcsp/web/static/lcsp/lcsp.css"} <= held
    assert not (tmp_path / "src/lcsp/web/static/govuk").exists(), "a build leaves the checkout as it was"

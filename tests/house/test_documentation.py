"""The documentation is true: links lead somewhere, what it names exists, and its commands print what it shows."""

import re
import shlex
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from lcsp.checks import RULES
from lcsp.cli import COMMANDS, SITE_COMMANDS, command_module

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    list(ROOT.glob("*.md")) + [path for name in ("docs", "src", "examples") for path in (ROOT / name).rglob("*.md")]
)
PLAYED = [page for page in PAGES if page.parent.name in ("tutorial", "how-to") or page == ROOT / "README.md"]
FENCE = re.compile(r"^( *)```(?P<kind>.*)\n(?P<text>(?:.*\n)*?)\1```$", re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LEFT_OUT = "…"
FLOORS = "vocabulary|files|checks|reports|cli|arithmetic|partnership|store|actions|web|config"

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


class Fence(NamedTuple):
    """A block of code: its language, the file that it is to be written to (if any), its lines."""

    kind: str
    file: str
    text: str


def read_fences(page: Path) -> list[Fence]:
    """The blocks of code of a page."""
    fences = []
    for found in FENCE.finditer(page.read_text("utf-8")):
        kind, _, file = found["kind"].partition(" ")
        fences.append(Fence(kind, file, found["text"]))
    return fences


def code_of(page: Path) -> Iterator[str]:
    """Every line of code of a page: those of its blocks, and those within its sentences."""
    for fence in read_fences(page):
        yield from fence.text.splitlines()
    yield from SPAN.findall(FENCE.sub("", page.read_text("utf-8")))


def anchors_of(page: Path) -> set[str]:
    """The anchors that a code-hosting service gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def parser_of(command: str) -> ArgumentParser:
    """The arguments that `lcsp COMMAND` takes."""
    parser = ArgumentParser(f"lcsp {command}", allow_abbrev=False)
    command_module(command).add_arguments(parser)
    return parser


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        place = (page.parent / name).resolve() if name else page
        if not place.exists() or (anchor and anchor not in anchors_of(place)):
            broken.append(target)
    assert not broken, broken


@each_page
def test_commands_and_their_options_exist(page: Path) -> None:
    for line in code_of(page):
        found = re.match(r"(?:\$ )?lcsp ([a-z]+(?:-[a-z]+)*)\b(.*)", line)
        if not found:
            continue
        assert found[1] in COMMANDS or found[1] in SITE_COMMANDS, line
        known = parser_of(found[1])._option_string_actions
        assert [word for word in re.findall(r"(?<=[\s\[])--?[a-z][a-z-]*", found[2]) if word not in known] == [], line


@each_page
def test_commands_of_run_exist(page: Path) -> None:
    listed = subprocess.run([ROOT / "run"], capture_output=True, text=True, check=True).stdout
    for line in code_of(page):
        for word in re.findall(r"\./run ([a-z]+)", line):
            assert f"./run {word} " in listed, line


@each_page
def test_rules_exist(page: Path) -> None:
    codes = {rule.code for rule in RULES}
    prefixes = "|".join(sorted({code.partition("-")[0] for code in codes}))
    named = set(re.findall(rf"\b(?:{prefixes})-\d+\b", page.read_text("utf-8")))
    assert named <= codes, named - codes


@each_page
def test_files_of_the_project_exist(page: Path) -> None:
    for span in SPAN.findall(FENCE.sub("", page.read_text("utf-8"))):
        if re.fullmatch(r"(?:src|tests|docs|examples|benchmarks)/[\w./-]+", span):
            assert (ROOT / span).exists(), span
        elif re.fullmatch(rf"(?:{FLOORS})/[\w/]+\.\w+", span):
            assert (ROOT / "src" / "lcsp" / span).exists(), span


def run_command(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line that begins with `lcsp` as the page's reader would."""
    command = [sys.executable, "-X", "utf8", "-m", *shlex.split(line)]
    said = subprocess.PIPE
    return subprocess.run(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, encoding="utf-8", check=False)


def missing_line(shown: str, printed: str) -> str:
    """The first line of what a page shows that was not printed in this order; blank if there is none."""
    printed_lines = iter(line.strip() for line in printed.splitlines())
    lines = [line.strip() for line in shown.splitlines() if line.strip() not in ("", LEFT_OUT)]
    return next((line for line in lines if line not in printed_lines), "")


@pytest.mark.parametrize("page", PLAYED, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_does_what_it_shows(page: Path, tmp_path: Path) -> None:
    """Files are written, commands are run, and what they print is what the page shows; silence means success."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    fences = read_fences(page)
    for fence, after in zip(fences, [*fences[1:], Fence("", "", "")], strict=False):
        if fence.file:
            (tmp_path / fence.file).write_text(fence.text, "utf-8")
        lines = [line for line in fence.text.splitlines() if line.startswith("lcsp ")] if fence.kind == "sh" else []
        for line in lines:
            done = run_command(line, tmp_path)
            if after.kind == "text" and line == lines[-1]:
                lost = missing_line(after.text, done.stdout)
                assert not lost, f"{line} does not print:\n{lost}\nIt prints:\n{done.stdout}"
            else:
                assert done.returncode == 0, f"{line}\n{done.stdout}"


def test_pages_are_found() -> None:
    assert len(PAGES) > 15
    assert len(PLAYED) >= 8
    assert sum(fence.kind == "sh" for page in PLAYED for fence in read_fences(page)) > 15


@pytest.mark.parametrize(
    ("shown", "lost"),
    [("one\n…\nthree", ""), ("three\none", "one"), ("one\ntwo and a half", "two and a half")],
)
def test_a_line_that_is_not_printed_is_found(shown: str, lost: str) -> None:
    assert missing_line(shown, "one\n  two\nthree\n") == lost

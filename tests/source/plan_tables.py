"""Reads the printed objectives: targets with their lead teams, priorities, outcomes and enablers."""

import re
from dataclasses import dataclass

from tests.source.markup import Row, Table, cell_lines, find_tables, plain, rows_below, split_flag

OUTCOME = re.compile(r"Outcome (\d[A-Z]):\s*(.+)")
COUNTY_TARGET = re.compile(r"TARGET (\d+):\s*(.+)")


@dataclass(frozen=True)
class LaaTarget:
    """A target of the local area agreement and its lead team; the individual named is left out."""

    code: str
    title: str
    lead_team: str


@dataclass(frozen=True)
class CountyTarget:
    """A 2010 target, its lead team, and the body it is shared with ("" if none)."""

    number: int
    text: str
    lead_team: str
    joint_with: str


@dataclass(frozen=True)
class Outcome:
    """An outcome of a priority."""

    code: str
    title: str
    laa: bool


@dataclass(frozen=True)
class Priority:
    """A priority of the children and young people's plan; `text` may hold several printed lines."""

    number: int
    text: str
    outcomes: tuple[Outcome, ...]


def read_laa_targets(text: str) -> tuple[LaaTarget, ...]:
    """Return the targets of the local area agreement."""
    rows = (row for row in _target_rows(text) if row[0].startswith("NI "))
    return tuple(LaaTarget(code, title, _without_individuals(lead)) for code, title, lead in rows)


def read_county_targets(text: str) -> tuple[CountyTarget, ...]:
    """Return the 2010 targets in printed order."""
    return tuple(_county_target(row) for row in _target_rows(text) if row[0] == "2010")


def _target_rows(text: str) -> list[Row]:
    """Return the rows of plan, name and lead; a row that a page end broke is joined again."""
    joined: list[Row] = []
    for raw in rows_below(_tables_of_width(text, 3)):
        row = tuple(plain(cell) for cell in raw)
        if row[0] and row[0] != "Plan":
            joined.append(row)
        elif joined and not row[0]:
            joined[-1] = tuple(f"{old} {new}".strip() for old, new in zip(joined[-1], row, strict=True))
    return joined


def _tables_of_width(text: str, width: int) -> tuple[Table, ...]:
    """Return the pages of one of two tables with the same heading: targets have 3 columns, priorities 2."""
    found = find_tables(text, "Key Corporate/Directorate Targets")
    return tuple(table for table in found if len(table[0]) == width)


def _without_individuals(lead: str) -> str:
    """Drop the individual whom the source names first (two words) and any named in brackets."""
    _, _, team = re.sub(r"\s*\([^)]*\)", "", lead).split(" ", 2)
    return team


def _county_target(row: Row) -> CountyTarget:
    target = COUNTY_TARGET.match(row[1])
    if target is None:
        raise ValueError(f"a 2010 target has no number: {row[1]!r}")
    lead, _, joint = row[2].partition(" Joint with ")
    return CountyTarget(int(target[1]), target[2], lead, joint)


def read_priorities(text: str) -> tuple[Priority, ...]:
    """Return the priorities with their outcomes; those broken by a page end are joined again."""
    return tuple(_priority(label, lines) for label, lines in _priority_cells(text) if label)


def read_enablers(text: str) -> tuple[str, ...]:
    """Return the enablers: the list items of the cell that stands before the first priority."""
    for label, cell in rows_below(_tables_of_width(text, 2)):
        if not plain(label) and "key enablers" in plain(cell):
            return tuple(plain(item).lstrip("• ") for item in re.findall(r"<li>(.*?)</li>", cell))
    raise ValueError("no cell of the targets table lists the key enablers")


def _priority_cells(text: str) -> list[tuple[str, list[str]]]:
    cells: list[tuple[str, list[str]]] = []
    for row in rows_below(_tables_of_width(text, 2)):
        label, lines = plain(row[0]), cell_lines(row[1])
        if label.startswith("KCYPP"):
            cells.append((label, list(lines)))
        elif not label and cells:
            cells[-1][1].extend(lines)
    return cells


def _priority(label: str, lines: list[str]) -> Priority:
    number = re.search(r"\d+", label)
    if number is None:
        raise ValueError(f"a priority has no number: {label!r}")
    found = [(line, OUTCOME.match(line)) for line in lines]
    outcomes = tuple(Outcome(match[1], *split_flag(match[2])) for _, match in found if match)
    return Priority(int(number[0]), " ".join(line for line, match in found if not match), outcomes)

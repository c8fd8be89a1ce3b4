"""What reading may say: problems that refuse a plan, all at once, and remarks that do not."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One reason for refusal: where (file or sheet, row, column), the value, and what would be right."""

    source: str
    row: int | None
    column: str
    message: str

    def __str__(self) -> str:
        return f"{place_text(self.source, self.row, self.column)}: {self.message}"


class Remark(NamedTuple):
    """Something a reader of the plan was told about its files, which does not stop it."""

    source: str
    row: int | None
    message: str

    def __str__(self) -> str:
        return f"{place_text(self.source, self.row, '')}: {self.message}"


class Refused(Exception):
    """The plan cannot be typed or keyed: `problems` holds every reason. Nothing of it is used."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))


class Unwritable(Exception):
    """A value cannot be written in the form asked for; the message says which and why."""


def place_text(source: str, row: int | None, column: str) -> str:
    """Return "finance/budget_lines.csv, row 7, column gross"."""
    parts = [source]
    if row is not None:
        parts.append(f"row {row}")
    if column:
        parts.append(f"column {column}")
    return ", ".join(parts)

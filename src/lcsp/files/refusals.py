"""What reading may say: problems that refuse a plan, all at once, and remarks that do not."""

from typing import NamedTuple

MOST_TOLD = 1000


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
    """The plan cannot be typed or keyed: `problems` holds every reason. Nothing of it is used.

    Of more than `MOST_TOLD` reasons it holds the first, and says how many more there are: no page could show them all.
    """

    def __init__(self, problems: list[Problem]) -> None:
        told = problems[:MOST_TOLD]
        if more := len(problems) - len(told):
            said = f"there are {more:,} more problems from here on: mend those above first, and have it read again"
            told.append(Problem(problems[MOST_TOLD].source, None, "", said))
        self.problems = tuple(told)
        super().__init__("\n".join(map(str, told)))


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

"""Prints the proof of the rule book, or writes its figures into the page: `python -m tests.mutations [--write]`."""

import sys
from pathlib import Path

from tests.mutations.report import BEGIN, END, example, prove, tables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "how-the-rule-book-is-proved.md"


def with_figures(page: str, figures: str) -> str:
    """Return the text of the page with the figures between its two marks replaced."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}"


if __name__ == "__main__":
    figures = tables(prove(example()))
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(with_figures(PAGE.read_text("utf-8"), figures), "utf-8")
    else:
        print(figures)

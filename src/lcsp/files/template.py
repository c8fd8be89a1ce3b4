"""An empty plan that explains itself: a folder or a workbook to fill in."""

import textwrap
from collections.abc import Iterator

from lcsp.files.csv_text import write_csv
from lcsp.files.folder import table_file_of
from lcsp.files.header_toml import FILE
from lcsp.files.reading import FORMAT
from lcsp.partnership.plan import Plan
from lcsp.vocabulary.kinds import YesNoKind
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.refs import KeyOf, referred_noun
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS, WholePlan

README = "README.md"
_HOW_TO = """\
# A new plan

Fill in `plan.toml` first: it is the plan itself. Then fill in the tables, in any order; a table that you do not need
may stay empty or be removed. Each folder has a README that says what belongs into each column.

- Open the `.csv` files in any spreadsheet program. Save them as *CSV UTF-8*.
- Several values in one cell are parted by semicolons. Money is in full pounds. Days are like 2009-04-30.
- An apostrophe in front of `=`, `+`, `-` or `@` keeps a text from being run as a formula; it is not part of the text.
- Columns, rows and sheets of your own are allowed: `lcsp check` names them and reads past them.

`lcsp check` and the name of this folder say what is wrong, where, and what would mend it.
"""


def template_files() -> dict[str, bytes]:
    """Return the files of an empty plan folder by name."""
    files = {FILE: _header().encode(), README: (_HOW_TO + _contents()).encode()}
    for room in dict.fromkeys(noun.room for noun in NOUNS[1:]):
        nouns = [noun for noun in NOUNS[1:] if noun.room == room]
        files[f"{room}/{README}"] = "\n".join(_room_page(room, nouns)).encode()
        files |= {table_file_of(noun): write_csv(columns(noun), ()) for noun in nouns}
    return files


def template_workbook() -> bytes:
    """Return an empty workbook; its notes and drop-downs explain it."""
    from lcsp.files.workbook_write import write_workbook

    return write_workbook(WholePlan({}))


def _header() -> str:
    """Return plan.toml with every setting explained; those that may be left out are commented out."""
    lines = ["# The plan itself. Text stands in quotation marks. Remove the # in front of a setting to use it.", ""]
    lines += [f"format = {FORMAT}", "", "[plan]"]
    for column in columns(Plan).values():
        lines += ["", *textwrap.wrap(_explained(column), 100, initial_indent="# ", subsequent_indent="# ")]
        blank = str(column.default).lower() if isinstance(column.kind, YesNoKind) else '""'
        lines.append(f"{'' if column.required else '# '}{column.name} = {blank}")
    return "\n".join(lines) + "\n"


def _explained(column: Column) -> str:
    duty = " Must be filled in." if column.required else ""
    return f"{column.description}.{duty} Right would be: {column.kind.expects}."


def _contents() -> str:
    lines = ["", "| Table | What a row is |", "| --- | --- |"]
    lines += [f"| [{table_file_of(noun)}]({noun.room}/{README}) | {_sentence(noun)} |" for noun in NOUNS[1:]]
    return "\n".join(lines) + "\n"


def _sentence(noun: type[Noun]) -> str:
    return (noun.__doc__ or "").partition("\n")[0]


def _room_page(room: str, nouns: list[type[Noun]]) -> Iterator[str]:
    """Yield the lines of a room's README: each file, and each of its columns."""
    yield f"# {room.capitalize()}"
    for noun in nouns:
        yield f"\n## {noun.plural}.csv\n\n{_sentence(noun)}\n"
        yield f"Each row has its own {' and '.join(name.replace('_', ' ') for name in noun.key_fields)}.\n"
        yield "| Column | Must be filled in | What it says | Right would be |\n| --- | --- | --- | --- |"
        for column in columns(noun).values():
            duty = "yes" if column.required else "no"
            yield f"| `{column.name}` | {duty} | {_in_cell(column.description)} | {_in_cell(_right(column))} |"
    yield ""


def _right(column: Column) -> str:
    """Return what may stand in a column; for a reference, also in which table it is looked up."""
    target = NOUN_BY_NAME.get(referred_noun(column.kind) or "")
    if target is None or isinstance(column.kind, KeyOf):
        return column.kind.expects
    return f"{column.kind.expects} ({target.room}/{target.plural}.csv)"


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|")

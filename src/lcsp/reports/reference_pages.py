"""The reference pages that are made from the code: rules, plan files, indicator definitions and permissions."""

from collections.abc import Iterator

from lcsp.checks import RULES
from lcsp.checks.manual import manual_of
from lcsp.files import file_of
from lcsp.reports.indicator_pages import indicator_pages
from lcsp.reports.permissions_page import permissions_page
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.refs import referred_noun
from lcsp.vocabulary.rulebook import Check
from lcsp.whole_plan import NOUNS

_MADE = "<!-- Made from the code by `./run docs`: do not edit. -->\n"


def build_pages() -> dict[str, str]:
    """Return the pages by file name (with its folder, where it has one), in Markdown."""
    return {
        "checks.md": _page(_checks_page()),
        "plan-files.md": _page(_files_page()),
        **{name: _page(lines) for name, lines in indicator_pages()},
        "permissions.md": _page(permissions_page()),
    }


def _page(lines: Iterator[str]) -> str:
    return _MADE + "\n" + "\n".join(lines).strip() + "\n"


def _checks_page() -> Iterator[str]:
    """Yield the rule book: a table of all rules, then a manual page each."""
    yield "# Checks\n"
    yield f"The rule book has {len(RULES)} rules. `lcsp explain CODE` shows one in the terminal."
    yield "An error blocks publication; a warning is what a reviewer would ask; a note is worth knowing.\n"
    yield "| code | level | family | rule |"
    yield "|---|---|---|---|"
    for rule in RULES:
        yield f"| [{rule.code}](#{rule.code.lower()}) | {rule.level.value} | {rule.family} | {manual_of(rule).rule} |"
    for rule in RULES:
        yield from _check_section(rule)


def _check_section(rule: Check) -> Iterator[str]:
    page = manual_of(rule)
    yield f"\n## {rule.code}\n"
    yield f"**{page.rule}**\n"
    yield f"Level: {rule.level.value}. Family: {rule.family}.\n"
    if page.reason:
        yield page.reason + "\n"
    yield f"To mend it: {page.mend}\n"
    yield f"A plan that fails:\n\n```\n{page.fails}\n```\n"
    yield f"A plan that passes:\n\n```\n{page.passes}\n```"


def _files_page() -> Iterator[str]:
    """Yield what every file (sheet) of a plan holds, column by column."""
    yield "# Plan files\n"
    yield "A plan folder holds `plan.toml` and one CSV file a noun, in a folder a room. A workbook holds a sheet a noun"
    yield "with the same columns. Files without records may be left out. Columns may stand in any order.\n"
    yield "Money is in exact pounds; several values in one cell are parted by semicolons. A text that begins with"
    yield "`=`, `+`, `-` or `@` has an apostrophe in front, so that no spreadsheet runs it.\n"
    for noun in NOUNS:
        yield from _noun_section(noun)


def _noun_section(noun: type[Noun]) -> Iterator[str]:
    yield f"\n## {file_of(noun)}\n"
    yield f"{_first_sentence(noun)}\n"
    keys = " and ".join(f"`{name}`" for name in noun.key_fields)
    yield f"Room: {noun.room}. Sheet: {noun.plural.replace('_', ' ').capitalize()}. Key: {keys}.\n"
    yield "| column | must be filled in | what it says | what is right |"
    yield "|---|---|---|---|"
    for name, column in columns(noun).items():
        yield f"| `{name}` | {'yes' if column.required else ''} | {_cell(column.description)} | {_right(column)} |"


def _right(column: Column) -> str:
    target = referred_noun(column.kind)
    if target is None:
        return _cell(column.kind.expects)
    several = "one or several keys" if column.kind.python_type is tuple else "a key"
    return f"{several} of {target.replace('_', ' ')}"


def _first_sentence(noun: type[Noun]) -> str:
    return (noun.__doc__ or "").strip().split("\n\n")[0]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

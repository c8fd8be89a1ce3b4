"""The reference pages that are made from the code: rules, plan files, indicator definitions and permissions."""

from collections.abc import Iterator

from lcsp.checks import RULES
from lcsp.checks.manual import manual_of
from lcsp.files import file_of
from lcsp.partnership.performance import Definition
from lcsp.reference import SHIPPED
from lcsp.reports.permissions_page import permissions_page
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.refs import referred_noun
from lcsp.vocabulary.rulebook import Check
from lcsp.whole_plan import NOUNS

_MADE = "<!-- Made from the code by `./run docs`: do not edit. -->\n"


def build_pages() -> dict[str, str]:
    """Return the pages by file name, in Markdown."""
    return {
        "checks.md": _page(_checks_page()),
        "plan-files.md": _page(_files_page()),
        "indicators.md": _page(_indicators_page()),
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


def _indicators_page() -> Iterator[str]:
    """Yield every shipped indicator definition."""
    definitions = SHIPPED.all(Definition)
    yield "# Indicator definitions\n"
    yield f"{len(definitions)} definitions ship with the package, a dated file each in `src/lcsp/reference/indicators`."
    yield "Facts marked *general knowledge* were not read in the citation: confirm them before you rely on them.\n"
    for definition in definitions:
        yield from _definition_section(definition)


def _definition_section(definition: Definition) -> Iterator[str]:
    yield f"\n## {definition.code}: {definition.title}\n"
    yield f"{definition.what} {definition.why}\n"
    base = f" per {definition.base:,}" if definition.base else ""
    bounds = [str(bound) for bound in (definition.least, definition.most) if bound is not None]
    facts = {
        "Numerator": definition.numerator,
        "Denominator": definition.denominator,
        "Unit": f"{definition.unit.value}{base}" + (f", {' to '.join(bounds)}" if len(bounds) == 2 else ""),
        "Good is": definition.polarity.value,
        "Figures are of": f"{definition.period.value} years, {definition.periodicity}",
        "Source": f"{definition.source}; published by {definition.publisher}",
        "In force": f"{definition.introduced} to {definition.ended or 'today'}. {definition.ended_why}",
        "Parts": "; ".join(f"({part.code}) {part.title}" for part in definition.parts),
        "Breaks": "; ".join(f"{item.date}: {item.what}" for item in definition.breaks),
        "Note": definition.note,
        "Known from": f"{definition.confidence}: {definition.citation}",
    }
    for name, fact in facts.items():
        if fact:
            yield f"- {name}: {' '.join(fact.split())}"

"""The manual page of a rule, taken from its docstring: the rule, the reason, the remedy and two examples."""

from datetime import date
from textwrap import dedent
from typing import NamedTuple

from lcsp.partnership.plan import Plan
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.rulebook import Check
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

EXAMPLE_DAY = date(2009, 4, 1)
COUNTY, LOCAL = "County:", "Local:"
LAST_YEAR, THIS_YEAR = "Last year:", "This year:"


class Manual(NamedTuple):
    """The parts of a rule's manual page; the examples are plans written as lines `noun: cell | cell`."""

    rule: str
    reason: str
    mend: str
    fails: str
    passes: str


def manual_of(rule: Check) -> Manual:
    """Return the manual page of `rule`; ValueError if its docstring lacks a part."""
    text = dedent("    " + rule.manual).strip()
    before, found_fails, examples = text.partition("\nFails:\n")
    fails, found_passes, passes = examples.partition("\nPasses:\n")
    said, found_mend, mend = before.partition("\nMend: ")
    if not (found_fails and found_passes and found_mend):
        raise ValueError(f"{rule.code}: the docstring needs the parts Mend:, Fails: and Passes:")
    first, _, reason = said.strip().partition("\n\n")
    return Manual(first.strip(), reason.strip(), " ".join(mend.split()), _trim(fails), _trim(passes))


def _trim(block: str) -> str:
    return dedent(block).strip()


def example_plan(text: str) -> WholePlan:
    """Return the plan that an example describes.

    A noun's first line names its fields, every further line is a record. A field that the example leaves out has its
    default, or its kind's own example if it has none. A local plan is described after the line `Local:`, and the
    county plan that it builds on before that, after the line `County:`. The plan of the year before is described
    after the line `Last year:`, and this year's after that, after the line `This year:`.
    """
    before, has_last_year, rest = text.partition(f"{THIS_YEAR}\n")
    if has_last_year:
        last = _plan_of(before.removeprefix(f"{LAST_YEAR}\n"), code="last", year="financial 2008/09")
        return _plan_of(rest).following(last)
    above, is_local, text = text.partition(f"{LOCAL}\n")
    if not is_local:
        return _plan_of(above)
    county = _plan_of(above.removeprefix(f"{COUNTY}\n")) if above else None
    return _plan_of(text, county, level="local", code="local")


def _plan_of(text: str, county: WholePlan | None = None, **given: str) -> WholePlan:
    """Return the plan that the lines of `text` describe, built on `county`; its own record has the facts `given`."""
    given = {"year": "financial 2009/10"} | given
    given |= {"county_plan": county.header.code} if county else {}
    headers: dict[str, list[str]] = {}
    records: dict[type[Noun], list[Noun]] = {Plan: [_record("plan", given)]}
    for line in text.splitlines():
        noun, _, rest = line.partition(":")
        cells = [cell.strip() for cell in rest.split("|")]
        if noun not in headers:
            headers[noun] = cells
            records[NOUN_BY_NAME[noun]] = []
        else:
            told = dict(zip(headers[noun], cells, strict=True))
            records[NOUN_BY_NAME[noun]].append(_record(noun, given | told if noun == Plan.noun else told))
    return WholePlan(records, inherits=county, today=EXAMPLE_DAY)


def _record(noun: str, given: dict[str, str]) -> Noun:
    """Return a record of `noun` from the cells `given`."""
    kind = NOUN_BY_NAME[noun]
    if unknown := given.keys() - columns(kind).keys():
        raise ValueError(f"{noun} has no field {sorted(unknown)[0]!r}")
    values = {}
    for name, column in columns(kind).items():
        text = given.get(name, column.kind.example if column.required else "")
        values[name] = column.kind.read(text) if text else column.default
    return kind.model_construct(**values)

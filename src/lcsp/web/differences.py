"""The difference of two states of a plan as pages show it: the words of `lcsp diff`, with links to the records."""

from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lcsp.checks import run
from lcsp.checks.listing import outcome_of
from lcsp.reports.differences import Telling, ToldRecord, compare, sum_effects, tell_parts
from lcsp.vocabulary.findings import Finding, Level
from lcsp.vocabulary.noun import Noun
from lcsp.web.plan_asked import address_of
from lcsp.web.showing import Cell, Head
from lcsp.whole_plan import WholePlan

DIFFERENCE_HEADS = (Head("Record"), Head("What it says"))
_MOST_OPEN = 25  # rows of one noun that stand on the page at once; more are folded away


class Side(NamedTuple):
    """One of the two states: its value, the code of its plan, and its revision (None: now)."""

    plan: WholePlan
    code: str
    at: int | None = None


class Block(NamedTuple):
    """What differs in the records of one noun: rows for a table with `DIFFERENCE_HEADS`."""

    name: str
    heading: str
    rows: tuple[tuple[object, ...], ...]
    sentences: tuple[str, ...]
    open: bool


class Shown(NamedTuple):
    """The differences as the template `revisions/differences.html` takes them."""

    blocks: tuple[Block, ...]
    following: str
    effects: tuple[str, ...]
    counts: str

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.counts


def show_differences(before: Side, after: Side) -> Shown:
    """Return what leads from `before` to `after`."""
    telling = _tell(before.plan, after.plan)
    blocks = (
        Block(
            told.noun.plural,
            told.heading,
            tuple(_row(record, before, after) for record in told.records),
            told.sentences,
            len(told.records) <= _MOST_OPEN,
        )
        for told in telling.nouns
    )
    return Shown(tuple(blocks), telling.following, telling.effects, telling.counts)


def _tell(before: WholePlan, after: WholePlan) -> Telling:
    return tell_parts(compare(before, after), sum_effects(before, after), before, after)


def _row(told: ToldRecord, before: Side, after: Side) -> tuple[object, ...]:
    side = before if told.what == "removed" else after
    address = _address(side, told.record)
    return Cell(told.name, address, told.what), _fields(told)


def _address(side: Side, record: Noun) -> str:
    """Return the address of a record where it can be looked at; blank for a state that is not in the store."""
    return address_of(side.code, record, side.at) if side.code else ""


def _fields(told: ToldRecord) -> SafeString:
    items = format_html_join("", "<li>{} {}</li>", ((f"{field.label}:", field.words) for field in told.fields))
    return format_html('<ul class="govuk-list lcsp-told">{}</ul>', items)


class Judged(NamedTuple):
    """Findings that came and that went between two states, and how many there are of each level before and after."""

    new: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    counts: tuple[tuple[str, int, int], ...]


def judge(before: WholePlan | None, after: WholePlan) -> Judged:
    """Return which findings `after` has that `before` has not, and the other way round; None is no plan at all."""
    was = outcome_of(before).findings if before else ()
    now = run(after).findings
    old, new = set(was), set(now)
    counts = tuple(
        (level.value, sum(f.level is level for f in was), sum(f.level is level for f in now)) for level in Level
    )
    return Judged(
        tuple(finding for finding in now if finding not in old),
        tuple(finding for finding in was if finding not in new),
        counts,
    )

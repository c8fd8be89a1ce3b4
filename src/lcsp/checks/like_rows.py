"""What the other rows of a table say of one row: a lone blank, an odd one out, two spellings, a row astray."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from lcsp.partnership.finance import Variation
from lcsp.partnership.governance import Post
from lcsp.partnership.plan import Activity, Deliverable, KeyAction, Objective, ProgressReport, Section, SubAction
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.kinds import ListKind, TextKind, YesNoKind
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.numbers import FteKind, NumberKind, PoundsKind, WholeKind
from lcsp.vocabulary.periods import PeriodKind
from lcsp.vocabulary.refs import referred_noun
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import one_slip_apart
from lcsp.whole_plan import NOUNS, WholePlan

FEWEST_ALIKE = 6  # rows that must agree before one is odd
OFTEN = 3  # times that a label stands before another spelling of it is a slip
# Fields by which a table falls into groups of like rows, the first that a noun has.
_GROUPS = ("band", "kind", "role", "basis")
# Words that are each row's own, and so need not be like those of other rows.
_OWN = frozenset(("code", "name", "title", "note", "text", "description"))
# Blanks that a rule of their own asks for, and sums that show a row in the wrong total.
_ASKED_ELSEWHERE = frozenset(((Post, "organisation"), *((noun, "cabinet_portfolio") for noun in NOUNS)))
_NUMBERED = re.compile(r"\b\w*\d\w*\b")
_LAST = re.compile(r"(.*?)(\d+|[A-Z])", re.DOTALL)


@check("JOIN-37", Level.NOTE, "agreement")
def labels_are_spelt_alike(plan: WholePlan) -> Faults:
    """A label that three or more rows bear is not spelt otherwise, by one slip of a letter, in another.

    Numbers and codes in a label do not matter. Two spellings of one funder or heading are two for every program.

    Mend: spell the label as the others do.

    Fails:
        post: code | name | organisation
        post: a | Manager | County Council
        post: b | Nurse | County Council
        post: c | Officer | County Council
        post: d | Clerk | County Coucnil
    Passes:
        post: code | name | organisation
        post: a | Manager | County Council
        post: b | Nurse | County Council
        post: c | Officer | County Council
        post: d | Clerk | Borough Council
    """
    for noun in NOUNS:
        records = plan.all(noun)
        for field in _labels(noun) if len(records) > OFTEN else ():
            held: dict[str, list[Noun]] = {}
            for record in records:
                value = getattr(record, field)
                for text in value if isinstance(value, tuple) else (value,) if value else ():
                    held.setdefault(_without_numbers(text), []).append(record)
            usual = [text for text, bearers in held.items() if len(bearers) >= OFTEN]
            for text, bearers in held.items() if usual else ():
                other = next((known for known in usual if one_slip_apart(text, known)), None)
                if other is not None and len(bearers) == 1 and len(text) > OFTEN:
                    facts = f"{text!r} here is {other!r} in {len(held[other])} other rows"
                    yield Fault(bearers[0], field, facts, "spell it as the others do")


@lru_cache(4096)
def _without_numbers(text: str) -> str:
    return _NUMBERED.sub("#", text)


@check("JOIN-38", Level.NOTE, "completeness")
def no_blank_stands_alone(plan: WholePlan) -> Faults:
    """Where all other rows of a table or kind fill in a field, six or more, the one that does not has a gap.

    Money, staff and links have rules of their own for what is missing.

    Mend: fill in the field, or accept the finding with the reason.

    Fails:
        area: code | established
        area: a | 2008-09-01
        area: b | 2008-09-01
        area: c | 2008-09-01
        area: d | 2008-09-01
        area: e | 2008-09-01
        area: f | 2008-09-01
        area: g |
    Passes:
        area: code | established
        area: a | 2008-09-01
        area: b | 2008-09-01
        area: c | 2008-09-01
        area: d | 2008-09-01
        area: e | 2008-09-01
        area: f | 2008-09-01
        area: g | 2009-04-01
    """
    for noun in NOUNS:
        fields = _fillable(noun)
        by = _group_field(noun)
        told: set[tuple[str, str]] = set()
        for rows in (plan.all(noun), *_groups(plan, noun).values()) if fields else ():
            for field in fields if len(rows) > FEWEST_ALIKE else ():
                blank = [row for row in rows if getattr(row, field) in ("", None)]
                if len(blank) == 1 and (blank[0].key, field) not in told and _has_like(rows, blank[0], by):
                    told.add((blank[0].key, field))
                    facts = f"blank, where the {len(rows) - 1} other rows are filled in"
                    yield Fault(blank[0], field, facts, "fill it in, or accept the finding with the reason")


@check("JOIN-40", Level.NOTE, "plausibility")
def nothing_is_the_odd_one_out(plan: WholePlan) -> Faults:
    """Where all other rows of their kind hold one and the same fact, six or more, one that differs is looked at.

    A day, a link, a choice or a label; sums, counts and years have rules of their own.

    Mend: bring the row into line, or accept the finding with the reason.

    Fails:
        area: code | established
        area: a | 2008-09-01
        area: b | 2008-09-01
        area: c | 2008-09-01
        area: d | 2008-09-01
        area: e | 2008-09-01
        area: f | 2008-09-01
        area: g | 2008-01-09
    Passes:
        area: code | established
        area: a | 2008-09-01
        area: b | 2008-09-01
        area: c | 2008-09-01
        area: d | 2008-09-01
        area: e | 2008-09-01
        area: f | 2008-01-09
        area: g | 2008-01-09
    """
    for noun in NOUNS:
        fields = _comparable(noun)
        for rows in _groups(plan, noun).values() if fields else ():
            for field in fields:
                values = [getattr(row, field) for row in rows]
                if len(set(values)) == 2:
                    yield from _odd(noun, field, rows, values)


def _odd(noun: type[Noun], field: str, rows: list[Noun], values: list[Any]) -> Iterator[Fault]:
    """Yield the one row that differs from all others in `field`."""
    (usual, _), (rare, times) = Counter(values).most_common()
    if times == 1 and usual not in ("", None) and rare not in ("", None):
        row = rows[values.index(rare)]
        show = columns(noun)[field].show
        facts = f"{show(rare)!r}, where the {len(rows) - 1} other rows of its kind have {show(usual)!r}"
        yield Fault(row, field, facts, "bring it into line, or accept the finding with the reason")


def _has_like(rows: Sequence[Noun], row: Noun, by: str) -> bool:
    """Say whether another of `rows` is of the same kind as `row`: the only one of its kind may well differ."""
    return not by or sum(getattr(other, by) == getattr(row, by) for other in rows) > 1


@cache
def _group_field(noun: type[Noun]) -> str:
    """Return the field by which the rows of `noun` fall into groups, or blank."""
    return next((field for field in _GROUPS if field in noun.model_fields), "")


def _groups(plan: WholePlan, noun: type[Noun]) -> dict[Any, list[Noun]]:
    """Return the rows of `noun` in groups of their kind; groups that are too small to tell are left out."""
    by = _group_field(noun)
    groups: dict[Any, list[Noun]] = {}
    for record in plan.all(noun):
        groups.setdefault(getattr(record, by) if by else "", []).append(record)
    return {group: rows for group, rows in groups.items() if len(rows) > FEWEST_ALIKE}


@check("JOIN-39", Level.NOTE, "agreement")
def rows_stand_in_their_places(plan: WholePlan) -> Faults:
    """The rows of a table stand in the file in the order of their places and numbers, where nearly all do.

    A table that is sorted by something else is left alone: a row or two astray were moved by mistake, or their
    places were.

    Mend: correct the place, or move the row.

    Fails:
        service: code | name | order
        service: a | Nurses | 1
        service: b | Welfare | 3
        service: c | Tuition | 2
        service: d | Centres | 4
    Passes:
        service: code | name | order
        service: a | Nurses | 1
        service: b | Welfare | 2
        service: c | Tuition | 3
        service: d | Centres | 4
    """
    for noun in NOUNS:
        if "order" in noun.model_fields and noun is not Deliverable:
            rows: tuple[Any, ...] = plan.all(noun)
            yield from _astray([("", row.order, row) for row in rows], "order")
    for noun, within in _NUMBERED_CODES:
        yield from _astray(_numbers(plan, noun, within), "code")


_NUMBERED_CODES: tuple[tuple[type[Noun], str], ...] = (
    (KeyAction, ""),
    (SubAction, "action"),
    (Activity, "service"),
    (Deliverable, "action"),
    (Objective, "parent"),
)


def _numbers(plan: WholePlan, noun: type[Noun], within: str) -> list[tuple[Any, int, Noun]]:
    """Return (group, number or letter at the end of the code, row) for the rows of `noun` that belong to a whole."""
    found = []
    for row in plan.all(noun):
        whole = getattr(row, within) if within else "all"
        match = _LAST.fullmatch(row.key) if whole else None
        if match:
            found.append((whole, int(match[2]) if match[2].isdecimal() else ord(match[2]), row))
    return found


def _astray(numbered: list[tuple[Any, int, Noun]], field: str) -> Iterator[Fault]:
    """Yield the rows that stand after a higher number of their group, where they are few."""
    astray = [
        (before, row)
        for (group, before, _), (same, number, row) in pairwise(numbered)
        if group == same and number < before
    ]
    if len(astray) * 4 <= len(numbered):
        for before, row in astray:
            facts = f"{row.key} stands in the file right after place {before}"
            yield Fault(row, field, facts, "correct the place, or move the row")


@check("JOIN-41", Level.WARNING, "agreement")
def headings_hold_their_rows_together(plan: WholePlan) -> Faults:
    """The rows under one heading, and the sections of one part, stand together.

    Mend: correct the heading or the place of the row that stands between.

    Fails:
        variation: code | order | heading
        variation: a | 1 | Base
        variation: b | 2 | Pressures
        variation: c | 3 | Base
    Passes:
        variation: code | order | heading
        variation: a | 1 | Base
        variation: b | 2 | Base
        variation: c | 3 | Pressures
    """
    for noun, field in ((Variation, "heading"), (Section, "part")):
        rows: list[Any] = sorted(plan.all(noun), key=lambda row: row.order)
        left: dict[str, Noun] = {}
        for row, after in pairwise(rows):
            label, next_label = getattr(row, field), getattr(after, field)
            if label == next_label:
                continue
            left[label] = after
            if next_label and next_label in left:
                facts = f"{next_label!r} begins again at {after.key}, after {getattr(left[next_label], field)!r}"
                yield Fault(left[next_label], field, facts, "correct the heading, or the place of the row")


@cache
def _labels(noun: type[Noun]) -> tuple[str, ...]:
    """Return the fields of `noun` that hold free words which several rows may share."""
    return tuple(name for name, column in columns(noun).items() if name not in _OWN and _holds_words(column.kind))


def _holds_words(kind: Any) -> bool:
    return isinstance(kind.item if isinstance(kind, ListKind) else kind, TextKind)


@cache
def _fillable(noun: type[Noun]) -> tuple[str, ...]:
    return tuple(
        name
        for name, column in columns(noun).items()
        if not column.required
        and name != "note"
        and (noun, name) not in _ASKED_ELSEWHERE
        and not isinstance(column.kind, PoundsKind | FteKind | ListKind | YesNoKind)
        and referred_noun(column.kind) is None
    )


@cache
def _comparable(noun: type[Noun]) -> tuple[str, ...]:
    """Return the fields of `noun` in which like rows may be expected to agree; what is done need not be."""
    if noun is ProgressReport:
        return ()
    return tuple(
        name
        for name, column in columns(noun).items()
        if name not in (*_OWN, *_GROUPS, "part_of", "order")
        and not isinstance(column.kind, NumberKind | WholeKind | PeriodKind | YesNoKind | ListKind)
    )

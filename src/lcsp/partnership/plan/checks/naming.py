"""What must hold for names, titles and numbers: each once among its like, and none left out of a series."""

import re
from collections.abc import Iterator
from typing import Any

from lcsp.partnership.plan.model.actions import Deliverable, KeyAction, SubAction
from lcsp.partnership.plan.model.document import ContentsEntry, Section
from lcsp.partnership.plan.model.objectives import Objective, ObjectiveKind
from lcsp.partnership.plan.model.services import Activity, Initiative, Service
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.names import clashes
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import one_slip_apart

# Nouns whose titles stand once, and the field within which they do; blank: in the whole plan.
_TITLED: tuple[tuple[type[Noun], str], ...] = (
    (KeyAction, ""),
    (SubAction, "action"),
    (Deliverable, "action"),
    (Activity, "service"),
    (Initiative, ""),
    (Section, "part"),
    (ContentsEntry, ""),
    (Objective, ""),
)
_ALSO_NAMED: tuple[type[Noun], ...] = (Service, Objective)
_SERIES: tuple[tuple[type[Noun], str], ...] = (
    (KeyAction, ""),
    (SubAction, "action"),
    (Deliverable, "action"),
    (Activity, "service"),
    (Objective, "parent"),
)
_LAST = re.compile(r"(.*?)(\d+|[A-Z])", re.DOTALL)


@check("PLAN-20", Level.WARNING, "agreement")
def titles_stand_once(plan: Records) -> Faults:
    """A title, name or alias stands for one thing among its like: no two deliverables of an action, no two services.

    Mend: reword one of the two; if they are the same thing, keep one.

    Fails:
        deliverable: code | action | title
        deliverable: D4.1 | 4 | Fewer exclusions
        deliverable: D4.2 | 4 | fewer exclusions
    Passes:
        deliverable: code | action | title
        deliverable: D4.1 | 4 | Fewer exclusions
        deliverable: D5.1 | 5 | Fewer exclusions
    """
    for noun, within in _TITLED:
        for group in _grouped(plan, noun, within).values():
            yield from _twice(("title", record.title, record) for record in group)
    for noun in _ALSO_NAMED:
        named: list[tuple[str, str, Any]] = []
        records: tuple[Any, ...] = plan.all(noun)
        for record in records:
            names = (record.name,) if isinstance(record, Service) else (record.code,)
            named += [("aliases", name, record) for name in (*names, *record.aliases)]
        yield from _twice(iter(named))


def _twice(named: Iterator[tuple[str, str, Any]]) -> Iterator[Fault]:
    """Yield a fault for each name that stands for two records; `named` holds (field, name, record)."""
    listed = list(named)
    fields = {(id(record), name): field for field, name, record in reversed(listed)}
    for clash in clashes((name, record) for _, name, record in listed):
        field = fields[id(clash.second), clash.name]
        field = "name" if field == "aliases" and getattr(clash.second, "name", "") == clash.name else field
        facts = f"{clash.name!r} stands for {clash.first.key} and for {clash.second.key}"
        yield Fault(clash.second, field, facts, "reword one of the two, or keep one")


def _grouped(plan: Records, noun: type[Noun], within: str) -> dict[Any, list[Any]]:
    """Return the records of `noun` by the value of the field `within`; all in one group where it is blank."""
    groups: dict[Any, list[Any]] = {}
    for record in plan.all(noun):
        whole = getattr(record, within) if within else ""
        # A local plan's objectives stand under several of the county's, and are numbered as one series all the same.
        if whole and noun is Objective and plan.find_own(noun, whole) is None:
            whole = ""
        groups.setdefault(whole, []).append(record)
    return groups


@check("PLAN-10", Level.WARNING, "completeness")
def numbering_has_no_gap(plan: Records) -> Faults:
    """Codes that are numbered or lettered run on from the first without a gap: 7A, 7B, 7C.

    A gap means that a record was lost on the way, or that others still quote what was taken out. Targets are left out,
    for a plan picks them from a longer list. The objectives of a local plan are one series, wherever they stand under
    those of the county.

    Mend: add the record that is missing, or number again.

    Fails:
        key_action: code | title
        key_action: 1 | Review
        key_action: 3 | Report
    Passes:
        key_action: code | title
        key_action: 1 | Review
        key_action: 2 | Train
        key_action: 3 | Report
    """
    for noun, within in _SERIES:
        for group in _grouped(plan, noun, within).values():
            series: dict[str, dict[int, Noun]] = {}
            for record in group:
                found = _LAST.fullmatch(record.code)
                if found and getattr(record, "kind", None) is not ObjectiveKind.TARGET:
                    place = int(found[2]) if found[2].isdecimal() else ord(found[2]) - 64
                    series.setdefault(found[1] + ("" if found[2].isdecimal() else "A"), {})[place] = record
            yield from _gaps(series)


def _gaps(series: dict[str, dict[int, Noun]]) -> Iterator[Fault]:
    """Yield the last record of each series that lacks an earlier one; `series` holds records by stem and place."""
    for stem, places in series.items():
        highest = max(places)
        if highest > 2 * len(places):
            continue  # not a series but a few codes of a longer one
        missing = [place for place in range(1, highest) if place not in places]
        if missing:
            lettered = stem.endswith("A")
            codes = ", ".join(f"{stem[:-1]}{chr(place + 64)}" if lettered else f"{stem}{place}" for place in missing)
            last = places[highest]
            facts = f"{codes} {'is' if len(missing) == 1 else 'are'} missing from the series that ends with {last.key}"
            yield Fault(last, "code", facts, "add the record that is missing, or number again")


@check("PLAN-38", Level.ERROR, "agreement")
def numbers_follow_the_order(plan: Records) -> Faults:
    """The number at the end of a deliverable's code is its place in the list, where it is so for most.

    Mend: correct the place or the code.

    Fails:
        deliverable: code | order
        deliverable: D4.1 | 1
        deliverable: D4.2 | 2
        deliverable: D4.3 | 4
    Passes:
        deliverable: code | order
        deliverable: D4.1 | 1
        deliverable: D4.2 | 2
        deliverable: D4.3 | 3
    """
    found = [(_LAST.fullmatch(row.code), row) for row in plan.all(Deliverable)]
    numbered = [(int(match[2]), row) for match, row in found if match and match[2].isdecimal()]
    wrong = [row for number, row in numbered if number != row.order]
    for row in wrong if len(wrong) * 2 < len(numbered) else ():
        facts = f"{row.code} is in place {row.order}, where others have the place that their code ends with"
        yield Fault(row, "order", facts, "correct the place or the code")


@check("PLAN-41", Level.WARNING, "agreement")
def headings_are_those_of_the_contents(plan: Records) -> Faults:
    """The contents list the headings of the plan in the same spelling and in the same order.

    Mend: correct the heading, or its place in the contents.

    Fails:
        section: code | order | title
        section: roles | 1 | Lead roles
        section: staff | 2 | Staffing
        contents_entry: code | order | title
        contents_entry: staff | 1 | Staffing
        contents_entry: roles | 2 | Lead roles
    Passes:
        section: code | order | title
        section: roles | 1 | Lead roles
        section: staff | 2 | Staffing
        contents_entry: code | order | title
        contents_entry: roles | 1 | Lead roles
        contents_entry: budget | 2 | Budget
        contents_entry: staff | 3 | Staffing
    """
    places = {section.title.casefold(): section.order for section in plan.all(Section)}
    of_length: dict[int, list[str]] = {}
    for heading in places:
        of_length.setdefault(len(heading), []).append(heading)
    last, before = 0, ""
    for entry in sorted(plan.all(ContentsEntry), key=lambda row: row.order):
        title = entry.title.casefold()
        if title in places:
            if places[title] < last:
                facts = f"{entry.title} is listed after {before}; in the plan it stands before it"
                yield Fault(entry, "title", facts, "correct the heading, or its place in the contents")
            last, before = places[title], entry.title
        elif any(one_slip_apart(near, title) for slip in (-1, 0, 1) for near in of_length.get(len(title) + slip, ())):
            facts = f"{entry.title!r} in the contents is one letter off the heading of a section"
            yield Fault(entry, "title", facts, "spell both alike")

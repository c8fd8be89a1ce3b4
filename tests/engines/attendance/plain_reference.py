"""Attendance counted by plain loops, a session at a time: slow, and written from the definition alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from lcsp.children.pupils.model import GROUPS, Marks, Pupil
from lcsp.children.pupils.year import term_ends
from lcsp.reference.register_codes import MarkClass, codes_on

Leaf = tuple[object, ...]
Tallies = dict[Leaf, dict[str, int]]

ABSENT = (MarkClass.AUTHORISED, MarkClass.UNAUTHORISED)
SPANS = {"autumn": 1, "autumn and spring": 2, "five half terms": 3, "six half terms": 4}
# Half days from which a pupil is persistently absent. Source: Guide to absence statistics; NI 87 in the Handbook.
FIXED = {
    "20% of a full year's sessions": {"autumn": 28, "autumn and spring": 52, "five half terms": 64},
    "15% of a full year's sessions": {
        "autumn": 22,
        "autumn and spring": 38,
        "five half terms": 46,
        "six half terms": 56,
    },
}
OWN = {"10% of the pupil's own sessions": 10, "50% of the pupil's own sessions": 50}


def count_plainly(year: int, pupils: Iterable[Pupil], marks: Iterable[Marks]) -> Tallies:
    """Return every count of every leaf in which somebody has a register."""
    registers: dict[tuple[int, int], list[Marks]] = defaultdict(list)
    for row in marks:
        registers[row.pupil, row.school].append(row)
    found: Tallies = defaultdict(lambda: defaultdict(int))
    for pupil in pupils:
        counts_here = 5 <= pupil.age <= 15 and not pupil.boarder and pupil.enrolment != "G"
        if counts_here and registers[pupil.pupil, pupil.school]:
            leaf = (pupil.school, pupil.home, *(getattr(pupil, name) for name in GROUPS))
            for name, number in _of_register(year, registers[pupil.pupil, pupil.school]):
                found[leaf][name] += number
    return {leaf: dict(counts) for leaf, counts in found.items()}


def _of_register(year: int, register: list[Marks]) -> Iterator[tuple[str, int]]:
    ends = term_ends(year)
    terms = list(ends)
    possible, absent, unauthorised = ([0] * len(terms) for _ in range(3))
    for row in register:
        for place, sign in enumerate(row.marks):
            day = row.week + timedelta(place // 2)
            term = _term_of(day, list(ends.values()))
            code = codes_on(day).get(sign)
            if term is not None and code and code.mark_class is not MarkClass.NOT_REQUIRED:
                possible[term] += 1
                absent[term] += code.mark_class in ABSENT
                unauthorised[term] += code.mark_class is MarkClass.UNAUTHORISED
    for number, term_name in enumerate(terms):
        yield f"{term_name}: possible", possible[number]
        yield f"{term_name}: absent", absent[number]
        yield f"{term_name}: unauthorised", unauthorised[number]
    for span, length in SPANS.items():
        could, did_not = sum(possible[:length]), sum(absent[:length])
        yield f"{span}: enrolments", int(could > 0)
        for version, thresholds in FIXED.items():
            if span in thresholds:
                yield f"{span}: {version}", int(did_not >= thresholds[span])
        for version, share in OWN.items():
            yield f"{span}: {version}", int(could > 0 and did_not / could >= share / 100)


def _term_of(day: date, ends: list[date]) -> int | None:
    return next((number for number, end in enumerate(ends) if day <= end), None)

"""Rolls a plan forward: every record of it goes into the next year, or is left out for a reason."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lcsp.partnership.participation import Consultation
from lcsp.partnership.plan import PlanLevel
from lcsp.reports.roll_forward.record_turns import RECORD_TURNS
from lcsp.reports.roll_forward.table_turns import TABLE_TURNS, Made
from lcsp.reports.roll_forward.turning import LAST_YEAR_READ, LeftOut, Turn, Turned, code_in_next_year
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import NOUNS, WholePlan


class Step(NamedTuple):
    """What became of one record: as it was (None if it is new), as it is (None if left out), and what was done.

    `asked` names the fields that were filled in and are blank now, to be filled in anew; `cleared` those that spoke of
    the year gone; `why` says why a record was left out.
    """

    before: Noun | None
    after: Noun | None
    asked: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    why: str = ""


class Rolled(NamedTuple):
    """Next year's plan, and how each record came into it or stayed behind, in the order of NOUNS."""

    plan: WholePlan
    steps: tuple[Step, ...]


def roll_forward(plan: WholePlan, *, code: str = "", county_plan: str = "") -> Rolled:
    """Return the plan that follows `plan` in the next year.

    `code` is the new plan's own and `county_plan` that of its county plan; without them, the year in this year's codes
    is moved on. Raises ValueError where files would not understand the next year, or the code is this plan's own.
    """
    header = plan.header
    if header.year.year >= LAST_YEAR_READ:
        raise ValueError(f"the year after {header.year.label} cannot be planned for")
    new_code = code or code_in_next_year(header.code, header.year)
    if new_code == header.code:
        raise ValueError(f"{code!r} is the code of the plan itself: name another for the next year")
    is_local = header.level is PlanLevel.LOCAL
    derived = code_in_next_year(header.county_plan, header.year) if header.county_plan and is_local else None
    turn = Turn(plan, new_code, (county_plan or derived) if is_local else header.county_plan)
    steps = tuple(step for noun in NOUNS for step in _in_order(noun, tuple(_steps(noun, turn))))
    records = {noun: [s.after for s in steps if isinstance(s.after, noun)] for noun in NOUNS}
    return Rolled(WholePlan(records, inherits=plan.inherits, today=plan.today), steps)


def _steps(noun: type[Noun], turn: Turn) -> Iterator[Step]:
    if noun in TABLE_TURNS:
        for found in TABLE_TURNS[noun](turn.plan.all(noun), turn):
            yield Step(None, found.record) if isinstance(found, Made) else _step(*found)
        return
    turning = RECORD_TURNS.get(noun)
    for record in turn.plan.all(noun):
        yield _step(record, turning(record, turn) if turning else Turned())


def _step(record: Noun, turned: Turned | LeftOut) -> Step:
    """Return the step of `record`; only what was filled in counts as asked for or cleared."""
    if isinstance(turned, LeftOut):
        return Step(record, None, why=turned.why)
    fields = columns(type(record))
    blank = {name: fields[name].default for name in (*turned.asked, *turned.cleared)}
    after = record.model_copy(update={**turned.moved, **blank})
    asked, cleared = ((n for n in names if fields[n].show(getattr(record, n))) for names in turned[1:])
    return Step(record, after, tuple(asked), tuple(cleared))


def _in_order(noun: type[Noun], steps: tuple[Step, ...]) -> Iterable[Step]:
    """Return `steps`; a register of consultations from which rows were left out is numbered again."""
    if noun is not Consultation or all(step.after for step in steps):
        return steps
    kept = sorted((s.after for s in steps if isinstance(s.after, Consultation)), key=lambda row: row.order)
    places = {row.key: place for place, row in enumerate(kept, 1)}
    return [
        step._replace(after=step.after.model_copy(update={"order": places[step.after.key]})) if step.after else step
        for step in steps
    ]

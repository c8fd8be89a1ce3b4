"""What can be wrong with a row, in SQL: by the noun's fields, and by what each noun needs beside them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from types import NoneType, UnionType
from typing import Any, NamedTuple, get_args

from pydantic.fields import FieldInfo

from lcsp.children.pupils.year import WEEKS, SchoolYear
from lcsp.engines.loading.mapping import Mapping
from lcsp.engines.loading.register_marks import day_of_wrong, wrong_signs
from lcsp.engines.loading.sql import literal, quoted
from lcsp.engines.loading.upn import is_upn_sql

_POSTCODE = "^[A-Za-z]{1,2}[0-9][0-9A-Za-z]? *[0-9][A-Za-z]{2}$"
_MAY_BE_BLANK = {"home"}
_OWN_RULES = {("marks", name) for name in ("week", "marks", "day", "half", "code")}


class Fault(NamedTuple):
    """One thing that may be wrong: a rule's code, the field, when (in SQL), and what to show (in SQL)."""

    rule: str
    field: str
    when: str
    value: str
    day: str = "NULL::DATE"


def row_faults(mapping: Mapping, fields: Sequence[str], year: int) -> Iterator[Fault]:
    """Yield everything that may be wrong with a row of the mapping's noun, a Fault each."""
    noun = mapping.noun.plural
    for name in fields:
        if name == "pupil":
            yield from _pupil_faults(mapping)
        elif (noun, name) not in _OWN_RULES:
            yield from _field_faults(mapping.noun.model_fields[name], name)
    if noun != "schools" and "school" in fields:
        yield _fault("LOAD-05", "school", "school IS NOT NULL AND school NOT IN (SELECT school FROM known_schools)")
    if noun == "marks":
        yield from _session(year) if "code" in mapping.columns else _week(year)
    yield from _OF_NOUN.get(noun, _nothing)(year)


def _fault(rule: str, name: str, when: str, day: str = "NULL::DATE") -> Fault:
    return Fault(rule, name, f"coalesce({when}, false)", f"t_{name}", day)


def _pupil_faults(mapping: Mapping) -> Iterator[Fault]:
    yield _fault("LOAD-01", "pupil", "t_pupil IS NULL")
    if mapping.identifier == "upn":
        yield _fault("LOAD-04", "pupil", f"t_pupil IS NOT NULL AND NOT {is_upn_sql('m_pupil')}")


def _field_faults(field: FieldInfo, name: str) -> Iterator[Fault]:
    text, value = f"t_{name}", quoted(name)
    optional = not field.is_required() or name in _MAY_BE_BLANK
    if not optional:
        yield _fault("LOAD-01", name, f"{text} IS NULL AND {value} IS NULL")
    kinds = get_args(field.annotation) if isinstance(field.annotation, UnionType) else (field.annotation,)
    kind = next(kind for kind in kinds if kind is not NoneType)
    if name in _MAY_BE_BLANK:
        yield _fault("LOAD-03", name, f"regexp_matches({value}, '{_POSTCODE}')")
    elif kind is str:
        yield _fault("LOAD-03", name, f"{text} IS NOT NULL AND {value} IS NULL")
    else:
        yield _fault("LOAD-02", name, f"{text} IS NOT NULL AND {value} IS NULL")
    bounds = " OR ".join(_outside(value, rule) for rule in field.metadata if _outside(value, rule))
    if bounds:
        yield _fault("LOAD-03", name, bounds)


def _outside(value: str, rule: Any) -> str:
    """Return in SQL when a value breaks one of the bounds of its field; nothing for what is no bound."""
    if getattr(rule, "ge", None) is not None:
        return f"{value} < {rule.ge}"
    if getattr(rule, "le", None) is not None:
        return f"{value} > {rule.le}"
    pattern = getattr(rule, "pattern", None)
    return f"NOT regexp_full_match({value}, {literal(pattern.strip('^$'))})" if pattern else ""


def _enrolment(year: int) -> Iterator[Fault]:
    first, last = date(year, 8, 1), date(year + 1, 8, 31)
    yield _fault("LOAD-08", "starts", f"starts > DATE '{last}'")
    yield _fault("LOAD-08", "ends", f"NOT ends BETWEEN DATE '{first}' AND DATE '{last}'")
    yield _fault("LOAD-12", "ends", f"ends < starts AND ends >= DATE '{first}'")


def _inside(year: int) -> str:
    first = SchoolYear(year).first_monday
    return f"BETWEEN DATE '{first}' AND DATE '{first + timedelta(7 * WEEKS - 1)}'"


def _session(year: int) -> Iterator[Fault]:
    inside = _inside(year)
    yield _fault("LOAD-06", "pupil", _not_enrolled())
    for name in ("day", "half"):
        yield _fault("LOAD-01", name, f"t_{name} IS NULL")
        yield _fault("LOAD-02" if name == "day" else "LOAD-03", name, f"t_{name} IS NOT NULL AND {name} IS NULL")
    yield _fault("LOAD-08", "day", f"NOT day {inside}")
    yield _fault("LOAD-10", "day", "isodow(day) > 5")
    yield _fault("LOAD-09", "code", f"length({wrong_signs('code', 'day', year)}) > 0 AND day {inside}", "day")


def _week(year: int) -> Iterator[Fault]:
    inside, wrong = _inside(year), wrong_signs("marks", "week", year)
    yield _fault("LOAD-06", "pupil", _not_enrolled())
    for name in ("week", "marks"):
        yield _fault("LOAD-01", name, f"t_{name} IS NULL")
    yield _fault("LOAD-02", "week", "t_week IS NOT NULL AND week IS NULL")
    yield _fault("LOAD-08", "week", f"NOT week {inside}")
    yield _fault("LOAD-10", "week", "isodow(week) <> 1")
    yield _fault("LOAD-11", "marks", "length(marks) <> 10")
    unknown = f"length(marks) = 10 AND week {inside} AND length({wrong}) > 0"
    yield Fault(
        "LOAD-09", "marks", f"coalesce({unknown}, false)", f"({wrong})[1]", day_of_wrong("marks", "week", wrong)
    )


def _exclusion(year: int) -> Iterator[Fault]:
    yield _fault("LOAD-06", "pupil", _not_enrolled())
    yield _fault("LOAD-08", "starts", f"NOT starts BETWEEN DATE '{year}-08-01' AND DATE '{year + 1}-08-31'")


def _result(_: int) -> Iterator[Fault]:
    # Results at 19 are of people who are no longer on any roll.
    yield _fault("LOAD-06", "pupil", "stage <> 'AGE19' AND pupil NOT IN (SELECT pupil FROM known_pupils)")


def _destination(year: int) -> Iterator[Fault]:
    yield _fault("LOAD-08", "month", f"NOT month BETWEEN DATE '{year}-09-01' AND DATE '{year + 1}-08-31'")


def _nothing(_: int) -> Iterator[Fault]:
    yield from ()


def _not_enrolled() -> str:
    known = "school IN (SELECT school FROM known_schools)"
    enrolled = "(pupil, school) IN (SELECT (pupil, school) FROM known_pupils)"
    return f"pupil IS NOT NULL AND school IS NOT NULL AND {known} AND NOT {enrolled}"


_OF_NOUN = {"pupils": _enrolment, "exclusions": _exclusion, "results": _result, "destinations": _destination}

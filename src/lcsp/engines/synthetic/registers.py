"""Made-up registers: how often each pupil is missing, and the marks of a year, day by day."""

from collections.abc import Mapping
from datetime import timedelta
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lcsp.children.pupils.model import Marks
from lcsp.children.pupils.year import SESSIONS_A_WEEK, SchoolYear, places_of
from lcsp.engines.synthetic.parameters import parameters
from lcsp.engines.synthetic.people import Floats, People, Whole
from lcsp.engines.synthetic.schools import Enrolments, Schools
from lcsp.engines.tables import schema_of

THRESHOLD = 64  # sessions over five half terms: persistent absence in the years whose figures are landed on
_MOST = 0.95  # of school days on which anybody is missing


class Days(NamedTuple):
    """The school days of a year: places of their mornings, and how much more is missed on each than on average."""

    year: int
    weeks: Whole  # numbers of the weeks with school
    morning: Whole  # place (0-509) of each day's morning
    factor: Floats

    @property
    def five_half_terms(self) -> int:
        """How many of the days lie before the second half of summer, which did not count."""
        return int((self.morning < places_of(self.year)["summer 1"].stop).sum())


def days_of(year: int, weeks: Whole, places: Whole) -> Days:
    """Return the days of the sessions at `places` (two a day), with factors of season and weekday.

    They are 1 on average over the five half terms that figures of the time were of.
    """
    held, calendar, morning = parameters()["attendance"], SchoolYear(year), places[::2]
    days = [calendar.day_of(int(place)) for place in morning]
    factor = np.array([held["seasons"].get(str(day.month), 1.0) * held["weekdays"][day.weekday()] for day in days])
    return Days(year, weeks, morning, factor / factor[morning < places_of(year)["summer 1"].stop].mean())


def risks_of(
    chance: np.random.Generator,
    people: People,
    schools: Schools,
    enrolments: Enrolments,
    days: Days,
    targets: Mapping[str, float],
) -> Floats:
    """Return for each enrolment the share of school days on which the pupil is missing for some of the day.

    The mean is solved for half days missed in primary and in secondary schools, and the spread in secondary schools for
    persistent absence, so that the counts which come out land there but for chance.
    """
    held = parameters()["attendance"]
    who = people.take(enrolments.person)
    score = (
        held["school_effect"] * chance.standard_normal(len(schools.number))[enrolments.school]
        + held["family_effect"] * who.home_effect
        + (1 - held["family_effect"]) * who.own_effect
        + held["fsm_effect"] * who.fsm
        + held["sen_effect"] * (who.sen != "N")
        + held["looked_after_effect"] * who.looked_after
        + held["age_effect"] * (who.age - np.where(who.age >= 11, 13, 7.5))
    )
    missed = 1 - held["half_day"] / 2
    primary = schools.phase[enrolments.school] == 0
    share = _days_on_roll(enrolments, days)
    risks = np.zeros(len(score))
    spread = held["spread_primary"]
    for here, code in ((primary, "half-days-missed-primary"), (~primary, "half-days-missed-secondary")):
        if not here.any():
            continue
        z = _standard(score[here])
        of_age = (who.age[here] >= 5) & (who.age[here] <= 15) & (schools.phase[enrolments.school[here]] != 2)
        counted = share[here] * of_age
        mean = targets[code] / 100 / missed
        if code.endswith("secondary"):
            spread = _solve_spread(z, counted, mean, targets["NI 87"] / 100, days.five_half_terms)
        risks[here] = _risk(z, counted, mean, spread)
    return risks


def _days_on_roll(enrolments: Enrolments, days: Days) -> Floats:
    """Return the share of the year's school days on which each pupil is on roll."""
    week = days.weeks[enrolments.joins]
    ahead = np.searchsorted(days.morning, np.where(enrolments.joins > 0, week * SESSIONS_A_WEEK, 0))
    share: Floats = 1 - ahead / len(days.morning)
    return share


def _standard(scores: Floats) -> Floats:
    spread = scores.std()
    standard: Floats = (scores - scores.mean()) / (spread or 1.0)
    return standard


def _risk(z: Floats, weight: Floats, mean: float, spread: float) -> Floats:
    """Return exp(level + spread z), capped, with the level for which the weighted mean is `mean`."""
    total = weight.sum()
    low, high = np.log(mean) - 6.0, np.log(mean) + 3.0
    for _ in range(50):
        level = (low + high) / 2
        risk = np.minimum(np.exp(level + spread * z), _MOST)
        reached = (risk * weight).sum() / total if total else mean
        low, high = (level, high) if reached < mean else (low, level)
    risks: Floats = np.minimum(np.exp((low + high) / 2 + spread * z), _MOST)
    return risks


def _solve_spread(z: Floats, weight: Floats, mean: float, wanted: float, days: int) -> float:
    """Return the spread for which the expected share of persistent absentees is `wanted`."""
    low, high = 0.2, 2.0
    for _ in range(25):
        spread = (low + high) / 2
        share = _expected_persistent(_risk(z, weight, mean, spread), weight, days)
        low, high = (spread, high) if share < wanted else (low, spread)
    return (low + high) / 2


def _expected_persistent(risk: Floats, weight: Floats, days: int) -> float:
    """Return the expected share of counted enrolments with at least THRESHOLD sessions, by a normal approximation."""
    held = parameters()["attendance"]
    counted = weight > 0
    on_roll = weight[counted] * days
    each = 2 - held["half_day"]  # sessions missed on a day that is missed
    chain = (1 + held["stays"]) / (1 - held["stays"])
    p = risk[counted]
    spread = each * np.sqrt(np.maximum(on_roll * p * (1 - p) * chain, 1e-9))
    z = (on_roll * p * each - (THRESHOLD - 0.5)) / spread
    grid = np.linspace(-6, 6, 2401)
    table = np.array([NormalDist().cdf(at) for at in grid])
    return float(np.interp(z, grid, table).mean()) if len(z) else 0.0


def make_marks(
    chance: np.random.Generator,
    number: Whole,
    school: Whole,
    secondary: NDArray[np.bool_],
    joins: Whole,
    risk: Floats,
    days: Days,
) -> pa.Table:
    """Return the weekly marks of some enrolments, in their order: `number` and `school` are what the table shows."""
    signs = np.full((len(number), 51 * SESSIONS_A_WEEK), ord("#"), np.uint8)
    signs[:, days.morning], signs[:, days.morning + 1] = ord("/"), ord("\\")
    _mark_absence(chance, signs, secondary, risk, days)
    closed = signs == ord("#")
    signs[(chance.random(signs.shape, np.float32) < parameters()["attendance"]["no_mark"]) & ~closed] = ord("-")
    first_week = days.weeks[joins]
    before = (np.arange(signs.shape[1]) < first_week[:, None] * SESSIONS_A_WEEK) & (joins > 0)[:, None]
    signs[before & ~closed] = ord("Z")
    return _as_table(number, school, signs.reshape(len(number), 51, SESSIONS_A_WEEK)[:, days.weeks], days)


def _mark_absence(
    chance: np.random.Generator, signs: NDArray[np.uint8], secondary: NDArray[np.bool_], risk: Floats, days: Days
) -> None:
    held = parameters()["attendance"]
    stays, rows = held["stays"], len(risk)
    reasons = np.stack([_reason_table(held["reasons_primary"]), _reason_table(held["reasons_secondary"])])
    kind = secondary.astype(np.int64)
    away = chance.random(rows) < risk
    reason = reasons[kind, chance.integers(0, 1000, rows)]
    for morning, factor in zip(days.morning, days.factor, strict=True):
        begins = np.minimum(risk * factor, _MOST) * (1 - stays)
        later = chance.random(rows) < begins + stays * away
        new = np.flatnonzero(later & ~away)
        reason[new] = reasons[kind[new], chance.integers(0, 1000, len(new))]
        away = later
        part = chance.random(rows)
        gone = away & (part >= held["half_day"] / 2)  # missing in the morning
        signs[gone, morning] = reason[gone]
        gone = away & ((part < held["half_day"] / 2) | (part >= held["half_day"]))
        signs[gone, morning + 1] = reason[gone]


def _reason_table(shares: Mapping[str, float]) -> NDArray[np.uint8]:
    """Return a thousand codes in the proportions of `shares`."""
    edges = np.cumsum(list(shares.values())) / sum(shares.values())
    codes = np.array([ord(code) for code in shares], np.uint8)
    drawn: NDArray[np.uint8] = codes[np.searchsorted(edges, (np.arange(1000) + 0.5) / 1000)]
    return drawn


def _as_table(number: Whole, school: Whole, signs: NDArray[np.uint8], days: Days) -> pa.Table:
    rows, weeks = len(number), len(days.weeks)
    start = SchoolYear(days.year).first_monday
    mondays = np.array([start + timedelta(7 * int(week)) for week in days.weeks], "datetime64[D]")
    offsets = np.arange(0, (rows * weeks + 1) * SESSIONS_A_WEEK, SESSIONS_A_WEEK, dtype=np.int32)
    text = pa.Array.from_buffers(
        pa.string(), rows * weeks, [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(signs))]
    )
    return pa.table(
        [
            pa.array(np.repeat(number, weeks)),
            pa.array(np.repeat(school, weeks)),
            pa.array(np.tile(mondays, rows)).cast(pa.date32()),
            text,
        ],
        schema=schema_of(Marks),
    )

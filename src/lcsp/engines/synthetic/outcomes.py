"""Made-up results, exclusions and destinations: shares that are wanted, given to those whose scores fit."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lcsp.children.pupils.model import Destination, Exclusion, Result
from lcsp.engines.synthetic.parameters import parameters
from lcsp.engines.synthetic.people import Flags, Floats, People, Whole, top_share
from lcsp.engines.tables import schema_of


class Columns(NamedTuple):
    """Results of one measure at one stage: which people, and their values."""

    stage: str
    measure: str
    person: Whole
    value: Floats


def make_results(
    chance: np.random.Generator, people: People, person: Whole, risk: Floats, targets: Mapping[str, float]
) -> pa.Table:
    """Return the results of one year for those enrolled (`person`, with their `risk` of absence), by stage and age."""
    held = parameters()["results"]
    absence = np.zeros(len(people.age))
    absence[person] = np.log(np.maximum(risk, 1e-4)) + 3
    lasting = (
        held["own_effect"] * people.own_effect
        + held["home_effect"] * people.home_effect
        + held["fsm_effect"] * people.fsm
        + held["sen_effect"] * (people.sen != "N")
        + held["looked_after_effect"] * people.looked_after
        + held["absence_effect"] * absence
    )
    enrolled = np.zeros(len(people.age), np.bool_)
    enrolled[person] = True
    made = [
        *_foundation_stage(chance, lasting, np.flatnonzero(enrolled & (people.age == 4)), targets),
        *_key_stage_2(chance, lasting, np.flatnonzero(enrolled & (people.age == 10)), targets),
        *_key_stages_3_and_4(chance, lasting, enrolled, people.age, targets),
        *_by_nineteen(chance, lasting, people, np.flatnonzero(people.age == 18)),
    ]
    return pa.table(
        {
            "pupil": np.concatenate([part.person + 1 for part in made]),
            "stage": np.repeat([part.stage for part in made], [len(part.person) for part in made]),
            "measure": np.repeat([part.measure for part in made], [len(part.person) for part in made]),
            "value": np.concatenate([part.value for part in made]),
        },
        schema=schema_of(Result),
    ).sort_by([("pupil", "ascending"), ("stage", "ascending"), ("measure", "ascending")])


def _score(chance: np.random.Generator, lasting: Floats, who: Whole) -> Floats:
    """Return the scores of one test: the child's lasting part and the day's own."""
    weight: float = parameters()["results"]["lasting"]
    score: Floats = weight * lasting[who] + np.sqrt(1 - weight**2) * chance.standard_normal(len(who))
    return score


def _both(one: Floats, two: Floats, percent: float) -> Flags:
    """Return who passes both tests when the pass mark is the same and `percent` of all are to pass both."""
    return top_share(np.minimum(one, two), percent / 100)


def _levels(score: Floats, shares: Mapping[int, float]) -> Floats:
    """Return a level for each score, from the share (0 to 1) that reaches each level or a higher one."""
    level = np.full(len(score), float(min(shares) - 1))
    for reached, share in sorted(shares.items()):
        level[top_share(score, share)] = reached
    return level


def _foundation_stage(
    chance: np.random.Generator, lasting: Floats, who: Whole, targets: Mapping[str, float]
) -> list[Columns]:
    """Return points and the least of a scale; some have points enough for a good level, and fall short in a scale."""
    held, score = parameters()["results"], _score(chance, lasting, who)
    good = top_share(score, targets["NI 72"] / 100)
    rank = np.argsort(np.argsort(score)) / max(len(who), 1)
    standing = (score - score.mean()) / score.std() if len(who) > 1 else score
    points = np.clip(np.round(held["foundation_mean"] + held["foundation_spread"] * standing), 0, 117)
    points = np.where(good, np.maximum(points, 78), points)
    least = np.where(good, 6, np.minimum(5, np.round(6 * rank + 1)))
    return [Columns("EYFS", "points", who, points), Columns("EYFS", "least", who, least)]


def _key_stage_2(
    chance: np.random.Generator, lasting: Floats, who: Whole, targets: Mapping[str, float]
) -> list[Columns]:
    """Return levels at key stage 2, and those of the same pupils at key stage 1, from which they moved on."""
    english, maths = _score(chance, lasting, who), _score(chance, lasting, who)
    passed = _both(english, maths, targets["NI 73"])
    made = []
    for measure, score, other, code in (("english", english, maths, "NI 93"), ("maths", maths, english, "NI 94")):
        alone = ~passed & (score > other) & top_share(score, 0.85)  # this test passed, the other one not
        level = np.where(passed | alone, 4.0, 3.0)
        level[top_share(score, 0.26) & (level == 4)] = 5.0
        moved_on = top_share(score + chance.standard_normal(len(who)), targets[code] / 100)
        made += [
            Columns("KS2", measure, who, level),
            Columns("KS1", measure, who, np.maximum(level - np.where(moved_on, 2, 1), 1.0)),
        ]
    return made


def _key_stages_3_and_4(
    chance: np.random.Generator, lasting: Floats, enrolled: Flags, age: Whole, targets: Mapping[str, float]
) -> list[Columns]:
    made = []
    who = np.flatnonzero(enrolled & (age == 13))
    english, maths = _score(chance, lasting, who), _score(chance, lasting, who)
    passed = _both(english, maths, targets["NI 74"])
    for measure, score in (("english", english), ("maths", maths)):
        made.append(Columns("KS3", measure, who, np.where(passed, 5 + top_share(score, 0.1), _levels(score, {4: 0.9}))))
    who = np.flatnonzero(enrolled & (age == 15))
    good = top_share(_score(chance, lasting, who), targets["NI 75"] / 100)
    return [*made, Columns("KS4", "five_good_passes_with_english_and_maths", who, good.astype(float))]


def _by_nineteen(chance: np.random.Generator, lasting: Floats, people: People, who: Whole) -> list[Columns]:
    held, score = parameters()["results"], _score(chance, lasting, who)
    reached = [
        Columns("AGE19", measure, who, top_share(score, held[f"{measure}_by_19"] / 100).astype(float))
        for measure in ("level_2", "level_3", "higher_education")
    ]
    return [*reached, Columns("AGE19", "free_meals_at_15", who, people.fsm[who].astype(float))]


def make_exclusions(
    chance: np.random.Generator,
    risk: Floats,
    person: Whole,
    school: Whole,
    secondary: Flags,
    mornings: list[date],
    targets: Mapping[str, float],
) -> pa.Table:
    """Return the exclusions of one year: as many permanent ones as NI 114 (% of headcount) asks for, and others."""
    held, rows = parameters()["exclusions"], len(person)
    weight = risk * np.where(secondary, held["secondary_share"], 1 - held["secondary_share"])
    weight = weight / weight.sum() if rows else weight
    permanent, fixed = np.zeros(0, np.int64), np.zeros(0, np.int64)
    if rows:
        permanent = chance.choice(rows, round(rows * targets["NI 114"] / 100), replace=False, p=weight)
        fixed = np.unique(chance.choice(rows, round(rows * held["fixed_period"]), p=weight))
    who = np.concatenate([permanent, fixed])
    lasts = np.concatenate([np.zeros(len(permanent), np.int64), 2 * chance.geometric(0.35, len(fixed))])
    day = chance.integers(0, max(len(mornings), 1), len(who))
    codes = np.array(list(held["reasons"]))
    shares = np.array(list(held["reasons"].values()))
    table = pa.table(
        {
            "pupil": person[who] + 1,
            "school": school[who],
            "starts": [mornings[number] for number in day],
            "category": ["PERM"] * len(permanent) + ["FIXD"] * len(fixed),
            "sessions": np.minimum(lasts, 90),
            "reason": chance.choice(codes, len(who), p=shares / shares.sum()),
        },
        schema=schema_of(Exclusion),
    )
    first = table.group_by(["pupil", "school", "starts"], use_threads=False).aggregate(
        [("category", "first"), ("sessions", "first"), ("reason", "first")]
    )
    names = [name.removesuffix("_first") for name in first.column_names]
    return first.rename_columns(names).select(table.column_names).cast(schema_of(Exclusion)).sort_by("pupil")


def make_destinations(
    chance: np.random.Generator,
    people: People,
    homes: NDArray[np.str_],
    year: int,
    targets: Mapping[str, float],
) -> pa.Table:
    """Return what those aged 16 to 18 did at the ends of November, December and January, as NI 117 asks."""
    held, who = parameters()["destinations"], np.flatnonzero((people.age >= 16) & (people.age <= 18))
    lasting = people.own_effect[who] + people.home_effect[who] + 0.5 * people.fsm[who]
    parts = [_month(chance, lasting, held, targets["NI 117"] / 100) for _ in range(3)]
    months = [date(year, 11, 1), date(year, 12, 1), date(year + 1, 1, 1)]
    return pa.table(
        {
            "pupil": np.tile(who + 1, 3),
            "month": np.repeat(np.array(months, "datetime64[D]"), len(who)),
            "age": np.tile(people.age[who], 3),
            "sex": np.tile(np.where(people.female[who], "F", "M"), 3),
            "home": np.tile(homes[people.locality[who]], 3),
            "status": np.concatenate(parts),
        },
        schema=schema_of(Destination),
    ).sort_by([("pupil", "ascending"), ("month", "ascending")])


def _month(chance: np.random.Generator, lasting: Floats, held: Mapping[str, float], wanted: float) -> NDArray[np.str_]:
    status = np.full(len(lasting), "EET", dtype="<U7")
    free = chance.random(len(lasting))
    edges = np.cumsum([held["custody"], held["asylum"], held["unknown"]])
    for code, low, high in zip(("CUSTODY", "ASYLUM", "UNKNOWN"), (0.0, *edges), edges, strict=False):
        status[(free >= low) & (free < high)] = code
    known = np.flatnonzero(status == "EET")
    unknown = int((status == "UNKNOWN").sum())
    counted = len(known) + held["unknown_counted"] * unknown
    neet = max(0.0, wanted * counted - held["unknown_counted"] * unknown)
    score = lasting[known] + 0.3 * chance.standard_normal(len(known))
    status[known[top_share(score, min(1.0, neet / len(known)) if len(known) else 0.0)]] = "NEET"
    return status


def mornings_of(first_monday: date, places: Whole) -> list[date]:
    """Return the days of the sessions at `places`."""
    return [first_monday + timedelta(int(7 * (place // 10) + place % 10 // 2)) for place in places]

"""A synthetic county written to a pupil store, school by school, so that any size fits into memory."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lcsp.children.pupils.model import Destination, Exclusion, Marks, Pupil, Result, School
from lcsp.children.pupils.year import SchoolYear
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.synthetic.outcomes import make_destinations, make_exclusions, make_results, mornings_of
from lcsp.engines.synthetic.parameters import Locality
from lcsp.engines.synthetic.people import Floats, People, make_people
from lcsp.engines.synthetic.registers import Days, days_of, make_marks, risks_of
from lcsp.engines.synthetic.schools import Enrolments, Schools, make_schools
from lcsp.engines.synthetic.terms import school_places
from lcsp.engines.tables import schema_of

VERSION = 1  # of the generator: the same version, seed, plan and size give the same county
_AT_A_TIME = 10_000  # enrolments whose marks are made together


def make_county(
    store: PupilStore,
    localities: Sequence[Locality],
    targets: Mapping[str, float],
    *,
    year: int,
    seed: int,
    number: int | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Write one year of a county: `number` people (all of the localities' where None), to land on `targets`.

    `tell` is given a line for each table, as it is made.
    """
    chance = np.random.Generator(np.random.PCG64([seed, year, VERSION]))
    weeks, places = school_places(year)
    days = days_of(year, weeks, places)
    people = make_people(chance, localities, number)
    schools, enrolments = make_schools(chance, people, len(weeks))
    risk = risks_of(chance, people, schools, enrolments, days, targets)
    homes = np.array([locality.code for locality in localities])
    store.write(year, School, schools.table(localities))
    store.write(year, Pupil, _pupils(people, schools, enrolments, homes, days))
    tell(f"{len(people.age):,} made-up people, {len(enrolments.person):,} of them at {len(schools.number):,} schools")
    store.write(year, Result, make_results(chance, people, enrolments.person, risk, targets))
    number_of = schools.number[enrolments.school]
    secondary = schools.phase[enrolments.school] != 0
    mornings = mornings_of(SchoolYear(year).first_monday, days.morning)
    store.write(
        year,
        Exclusion,
        make_exclusions(chance, risk, enrolments.person, number_of, secondary, mornings, targets),
    )
    store.write(year, Destination, make_destinations(chance, people, homes, year, targets))
    _write_marks(store, chance, schools, enrolments, risk, days)
    tell(f"{len(enrolments.person) * len(days.morning) * 2:,} places for marks in {len(days.weeks)} weeks")


def label_of(plan: str, year: int, seed: int, number: int | None, years: int) -> dict[str, object]:
    """Return what the store says of itself: that nobody in it is real, and how to make it again."""
    return {
        "synthetic": True,
        "what": "Made-up children: nobody in this store is real.",
        "generator": VERSION,
        "plan": plan,
        "first_year": year,
        "years": years,
        "seed": seed,
        "people": number,
    }


def _pupils(people: People, schools: Schools, enrolments: Enrolments, homes: NDArray[np.str_], days: Days) -> pa.Table:
    who = people.take(enrolments.person)
    monday = SchoolYear(days.year).first_monday
    starts = [date(days.year, 9, 1), *(monday + timedelta(7 * int(week)) for week in days.weeks[1:])]
    return pa.table(
        {
            "pupil": enrolments.person + 1,
            "school": schools.number[enrolments.school],
            "year_group": who.age - 4,
            "age": who.age,
            "sex": np.where(who.female, "F", "M"),
            "fsm": who.fsm,
            "sen": who.sen,
            "ethnicity": who.ethnicity,
            "looked_after": who.looked_after,
            "home": homes[who.locality],
            "boarder": np.zeros(len(who.age), np.bool_),
            "enrolment": np.full(len(who.age), "C"),
            "starts": np.array(starts, "datetime64[D]")[enrolments.joins],
            "ends": pa.nulls(len(who.age), pa.date32()),
        },
        schema=schema_of(Pupil),
    )


def _write_marks(
    store: PupilStore,
    chance: np.random.Generator,
    schools: Schools,
    enrolments: Enrolments,
    risk: Floats,
    days: Days,
) -> None:
    with store.writer(days.year, Marks) as writer:
        for start in range(0, len(risk), _AT_A_TIME):
            here = slice(start, start + _AT_A_TIME)
            school = enrolments.school[here]
            writer.write_table(
                make_marks(
                    chance,
                    enrolments.person[here] + 1,
                    schools.number[school],
                    schools.phase[school] != 0,
                    enrolments.joins[here],
                    risk[here],
                    days,
                )
            )

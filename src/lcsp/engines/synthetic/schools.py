"""Made-up schools, and who is enrolled where."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from lcsp.children.pupils.model import School
from lcsp.engines.synthetic.parameters import Locality, parameters
from lcsp.engines.synthetic.people import Flags, People, Whole
from lcsp.engines.tables import schema_of

PHASES = ("primary", "secondary", "special")
# No authority of England has a number that begins so: nobody can take a made-up school for a real one.
FIRST_NUMBER = {"primary": 1_000_001, "secondary": 4_000_001, "special": 7_000_001}


class Enrolments(NamedTuple):
    """One entry an enrolment, in the order of school and then pupil. `person` is a place in the people."""

    person: Whole
    school: Whole  # place among the schools
    joins: Whole  # school week (0 on) in which the pupil joins: 0 for those on roll from the first day


class Schools(NamedTuple):
    """One entry a school."""

    number: Whole
    phase: Whole  # place in PHASES
    locality: Whole

    def table(self, localities: Sequence[Locality]) -> pa.Table:
        """Return the table of schools; each is called made-up."""
        names = [
            f"Made-up {PHASES[phase].title()} School {number % 1_000_000} ({localities[place].name})"
            for number, phase, place in zip(self.number, self.phase, self.locality, strict=True)
        ]
        return pa.table(
            {
                "school": self.number,
                "name": names,
                "phase": [PHASES[phase] for phase in self.phase],
                "locality": [localities[place].code for place in self.locality],
                "maintained": np.ones(len(names), np.bool_),
            },
            schema=schema_of(School),
        )


def make_schools(chance: np.random.Generator, people: People, weeks: int) -> tuple[Schools, Enrolments]:
    """Return the schools that the people of school age need, and who is enrolled in which; `weeks` of school a year."""
    held = parameters()["schools"]
    enrolled = _on_roll(chance, people)
    phase = np.where(people.age >= 11, 1, 0)
    phase[(people.sen == "S") & (chance.random(len(phase)) < held["special"])] = 2
    goes_to = people.locality.copy()
    leaves = chance.random(len(goes_to)) < held["away"]
    goes_to[leaves] = chance.integers(0, int(people.locality.max(initial=0)) + 1, int(leaves.sum()))
    goes_to[phase == 2] //= 3  # special schools serve three localities each
    numbers: list[int] = []
    phases: list[int] = []
    places: list[int] = []
    found: list[Whole] = []
    at: list[Whole] = []
    for kind, name in enumerate(PHASES):
        first = FIRST_NUMBER[name]
        for place in np.unique(goes_to[enrolled & (phase == kind)]):
            here = np.flatnonzero(enrolled & (phase == kind) & (goes_to == place))
            count = max(1, round(len(here) / held["size"][name]))
            at.append(len(numbers) + _choose(chance, people.family[here], count))
            found.append(here)
            numbers += range(first, first + count)
            phases += [kind] * count
            places += [int(place) * (3 if kind == 2 else 1)] * count
            first += count
    person, school = (np.concatenate([np.zeros(0, np.int64), *parts]) for parts in (found, at))
    order = np.lexsort((person, school))
    late = chance.random(len(person)) < held["joins_late"]
    joins = np.where(late, chance.integers(1, max(2, weeks), len(person)), 0)
    schools = Schools(*(np.array(held_, np.int64) for held_ in (numbers, phases, places)))
    return schools, Enrolments(person[order], school[order], joins)


def _on_roll(chance: np.random.Generator, people: People) -> Flags:
    held = parameters()
    share = np.where((people.age >= 4) & (people.age <= 15), held["people"]["on_roll"], 0.0)
    for age, stays in held["schools"]["sixth_form"].items():
        share[people.age == int(age)] = stays
    return chance.random(len(share)) < share


def _choose(chance: np.random.Generator, family: Whole, schools: int) -> Whole:
    """Return a school (0 on) for each pupil: brothers and sisters go together, and some schools are larger."""
    edges = np.cumsum(chance.gamma(6.0, size=schools))
    families, each = np.unique(family, return_inverse=True)
    drawn = np.searchsorted(edges / edges[-1], chance.random(len(families)), side="right")
    return np.minimum(drawn, schools - 1)[each]

"""Made-up children and young people: where they live, their families and their groups."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lcsp.engines.synthetic.parameters import Locality, parameters

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


class People(NamedTuple):
    """One entry a person in every array. `locality` is a place in the sequence of localities."""

    locality: Whole
    age: Whole  # whole years on 31 August
    family: Whole
    female: Flags
    fsm: Flags
    sen: NDArray[np.str_]
    ethnicity: NDArray[np.str_]
    looked_after: Flags
    home_effect: Floats  # standard normal, one value a family; the higher, the harder
    own_effect: Floats  # standard normal; the higher, the harder

    def take(self, which: Flags | Whole) -> "People":
        """Return those at `which`."""
        return People._make(held[which] for held in self)


def make_people(chance: np.random.Generator, localities: Sequence[Locality], number: int | None) -> People:
    """Return `number` people (all of them where None), shared out as the localities and bands are."""
    locality, age = _places_and_ages(localities, number)
    size = len(age)
    family = _families(chance, locality)
    families = int(family.max(initial=-1)) + 1
    home_effect = chance.standard_normal(families)[family]
    deprived = chance.standard_normal(len(localities))[locality] * parameters()["people"]["deprivation_spread"]
    held = parameters()["people"]
    female = chance.random(size) < 0.489
    return People(
        locality,
        age,
        family,
        female,
        top_share(home_effect + deprived, held["fsm"]),
        _special_needs(chance, female),
        _by_family(chance, held["ethnicity"], family, families),
        top_share(home_effect * 0.5 + chance.standard_normal(size), held["looked_after"]),
        home_effect,
        chance.standard_normal(size),
    )


def top_share(scores: Floats, share: float) -> Flags:
    """Return which of `scores` are the highest `share` (0 to 1) of them, to the nearest one."""
    wanted = round(len(scores) * share)
    chosen = np.zeros(len(scores), np.bool_)
    if wanted:
        chosen[np.argpartition(scores, len(scores) - wanted)[len(scores) - wanted :]] = True
    return chosen


def _places_and_ages(localities: Sequence[Locality], number: int | None) -> tuple[Whole, Whole]:
    """Return locality and age of each person: bands scaled by largest remainders, ages spread evenly in a band."""
    cells = [(place, band, count) for place, held in enumerate(localities) for band, count in held.people.items()]
    counts = np.array([count for *_, count in cells], np.int64)
    if number is not None:
        exact = counts * (number / counts.sum())
        counts = np.floor(exact).astype(np.int64)
        order = np.argsort(counts - exact, kind="stable")
        counts[order[: number - int(counts.sum())]] += 1
    ages, places = [], []
    for (place, (least, greatest), _), count in zip(cells, counts, strict=True):
        ages.append(least + np.arange(count) % (greatest - least + 1))
        places.append(np.full(count, place))
    return np.concatenate(places), np.concatenate(ages)


def _families(chance: np.random.Generator, locality: Whole) -> Whole:
    """Return a family number for each person; a family lives in one locality."""
    shares = parameters()["people"]["family_sizes"]
    sizes = chance.choice(np.arange(1, len(shares) + 1), len(locality), p=shares)
    order = np.lexsort((chance.random(len(locality)), locality))
    number = np.repeat(np.arange(len(sizes)), sizes)[: len(locality)]
    begins = np.ones(len(order), np.bool_)
    begins[1:] = (number[1:] != number[:-1]) | (locality[order][1:] != locality[order][:-1])
    family = np.empty(len(order), np.int64)
    family[order] = np.cumsum(begins) - 1
    return family


def _special_needs(chance: np.random.Generator, female: Flags) -> NDArray[np.str_]:
    scores = chance.standard_normal(len(female)) - 0.5 * female
    sen = np.full(len(female), "N")
    shares = parameters()["people"]["sen"]
    reached = 0.0
    for code in ("A", "P", "S"):  # the widest first; those with the highest scores end with the statement
        reached = sum(shares[later] for later in "APS"["APS".index(code) :])
        sen[top_share(scores, reached)] = code
    return sen


def _by_family(chance: np.random.Generator, shares: dict[str, float], family: Whole, families: int) -> NDArray[np.str_]:
    weights = np.array(list(shares.values()))
    drawn: NDArray[np.str_] = chance.choice(np.array(list(shares)), families, p=weights / weights.sum())
    return drawn[family]

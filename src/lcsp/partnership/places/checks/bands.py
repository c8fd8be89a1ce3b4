"""What must hold among age bands, and between an overlapping band and the bands it overlaps."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from lcsp.arithmetic.outliers import is_far, median
from lcsp.partnership.places.model import AgeBand, Area, BandRole, Population
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

FEWEST_SIBLINGS = 4
FARTHEST = Decimal(5)
LARGEST_FACTOR = Decimal("1.5")
# The median distance from the median, times this, is the standard deviation where values lie as chance puts them.
TO_DEVIATION = Decimal("1.4826")


def _of_role(plan: Records, role: BandRole) -> list[AgeBand]:
    return sorted((band for band in plan.all(AgeBand) if band.role is role), key=lambda band: band.least_age)


@check("PLACE-04", Level.ERROR, "casting")
def bands_fit_together(plan: Records) -> Faults:
    """Bands that are added up neither overlap nor leave an age out, from the youngest to the oldest of the total.

    Children of an age that two bands share would be counted twice, and those between two bands not at all.

    Mend: correct the ages, or mark a band that overlaps the others as overlapping, so that it is not added.

    Fails:
        age_band: code | least_age | greatest_age | role
        age_band: all | 0 | 19 | total
        age_band: young | 0 | 10 | part
        age_band: old | 10 | 19 | part
    Passes:
        age_band: code | least_age | greatest_age | role
        age_band: all | 0 | 19 | total
        age_band: young | 0 | 9 | part
        age_band: old | 10 | 19 | part
        age_band: teens | 13 | 19 | overlapping
    """
    for band in plan.all(AgeBand):
        if band.least_age > band.greatest_age:
            facts = f"the youngest age, {band.least_age}, is above the oldest, {band.greatest_age}"
            yield Fault(band, "least_age", facts, "put the ages in order")
    parts = _of_role(plan, BandRole.PART)
    for younger, older in pairwise(parts):
        if older.least_age <= younger.greatest_age:
            facts = f"ages {older.least_age} to {younger.greatest_age} stand in {younger.code} and in {older.code} too"
            yield Fault(older, "least_age", facts, "correct the ages, or mark the band as overlapping")
        elif older.least_age > younger.greatest_age + 1:
            facts = f"no band holds the ages between {younger.code} and {older.code}"
            yield Fault(older, "least_age", facts, "correct the ages, or add the band that is missing")
    for whole in _of_role(plan, BandRole.TOTAL) if parts else ():
        yield from _reach(whole, parts)
        for band in _of_role(plan, BandRole.OVERLAPPING):
            if band.least_age < whole.least_age or band.greatest_age > whole.greatest_age:
                facts = f"ages {band.least_age} to {band.greatest_age} reach beyond {whole.code}"
                yield Fault(band, "greatest_age", facts, "correct the ages")


def _reach(whole: AgeBand, parts: list[AgeBand]) -> Iterator[Fault]:
    """Yield where the parts do not begin and end with the total."""
    oldest = max(band.greatest_age for band in parts)
    if (parts[0].least_age, oldest) != (whole.least_age, whole.greatest_age):
        facts = (
            f"the bands that are added up hold ages {parts[0].least_age} to {oldest}, "
            f"the total ages {whole.least_age} to {whole.greatest_age}"
        )
        yield Fault(whole, "greatest_age", facts, "correct the ages of the total or of its bands")


@check("PLACE-09", Level.ERROR, "casting")
def overlapping_bands_are_bounded(plan: Records) -> Faults:
    """An overlapping band holds no more people than the bands it touches, and no fewer than those it contains.

    It is added to nothing, so no sum would show a slip in it; these bounds do, and rates rest on it all the same.

    Mend: compare the row with its source.

    Fails:
        age_band: code | least_age | greatest_age | role
        age_band: all | 0 | 19 | total
        age_band: young | 0 | 9 | part
        age_band: old | 10 | 19 | part
        age_band: teens | 13 | 17 | overlapping
        population: area | band | number
        population: dover | all | 100
        population: dover | young | 60
        population: dover | old | 40
        population: dover | teens | 45
    Passes:
        age_band: code | least_age | greatest_age | role
        age_band: all | 0 | 19 | total
        age_band: young | 0 | 9 | part
        age_band: old | 10 | 19 | part
        age_band: teens | 13 | 17 | overlapping
        population: area | band | number
        population: dover | all | 100
        population: dover | young | 60
        population: dover | old | 40
        population: dover | teens | 25
    """
    counts = {(row.area, row.band): row for row in plan.all(Population)}
    parts = _of_role(plan, BandRole.PART) or _of_role(plan, BandRole.TOTAL)
    for band in _of_role(plan, BandRole.OVERLAPPING):
        touched = [p for p in parts if p.least_age <= band.greatest_age and p.greatest_age >= band.least_age]
        inside = [p for p in touched if band.least_age <= p.least_age and p.greatest_age <= band.greatest_age]
        for (area, code), row in counts.items():
            if code != band.code or any((area, part.code) not in counts for part in touched):
                continue
            most = sum(counts[area, part.code].number for part in touched)
            least = sum(counts[area, part.code].number for part in inside)
            if not least <= row.number <= most:
                bound = f"more than the {most:,}" if row.number > most else f"fewer than the {least:,}"
                names = " and ".join(part.code for part in (touched if row.number > most else inside))
                facts = f"{row.number:,} in {band.code} of {area} is {bound} of {names}"
                yield Fault(row, "number", facts, "correct the count that differs from the source")


@check("PLACE-10", Level.NOTE, "plausibility")
def shares_are_like_their_siblings(plan: Records) -> Faults:
    """A band's share of an area is like its share of the areas beside it.

    Asked where at least four areas stand side by side. A share is told when it is more than half as large again as
    their median (or as much less), and lies beyond five times the usual spread.

    Mend: compare the row with its source; if it is right, say in the area's note why it is so.

    Fails:
        area: code | kind | parent
        area: a | locality | kent
        area: b | locality | kent
        area: c | locality | kent
        area: d | locality | kent
        age_band: code | role
        age_band: all | total
        age_band: young | part
        population: area | band | number
        population: a | all | 100
        population: a | young | 40
        population: b | all | 100
        population: b | young | 41
        population: c | all | 100
        population: c | young | 39
        population: d | all | 100
        population: d | young | 80
    Passes:
        area: code | kind | parent
        area: a | locality | kent
        area: b | locality | kent
        area: c | locality | kent
        area: d | locality | kent
        age_band: code | role
        age_band: all | total
        age_band: young | part
        population: area | band | number
        population: a | all | 100
        population: a | young | 40
        population: b | all | 100
        population: b | young | 41
        population: c | all | 100
        population: c | young | 39
        population: d | all | 100
        population: d | young | 42
    """
    counts = {(row.area, row.band): row for row in plan.all(Population)}
    siblings: dict[tuple[str, str], list[Area]] = {}
    for area in plan.all(Area):
        if area.parent:
            siblings.setdefault((area.parent, area.kind), []).append(area)
    groups = [areas for areas in siblings.values() if len(areas) >= FEWEST_SIBLINGS]
    for whole in _of_role(plan, BandRole.TOTAL) if groups else ():
        for band in plan.all(AgeBand):
            for areas in groups if band.role is not BandRole.TOTAL else ():
                yield from _far_from(counts, areas, band.code, whole.code)


def _far_from(counts: dict[tuple[str, str], Population], areas: list[Area], band: str, whole: str) -> Iterator[Fault]:
    """Yield the rows of `band` whose share of `whole` is far from what is usual among `areas`."""
    shares = {}
    for area in areas:
        row, everybody = counts.get((area.code, band)), counts.get((area.code, whole))
        if row and everybody and everybody.number:
            shares[area.code] = Decimal(row.number) / everybody.number
    usual = median(shares.values())
    spread = median(abs(share - usual) for share in shares.values()) if usual else None
    if usual is None or spread is None or len(shares) < FEWEST_SIBLINGS:
        return
    for area in areas:
        share = usual if area.note else shares.get(area.code, usual)
        if is_far(share, usual, LARGEST_FACTOR) and abs(share - usual) > spread * TO_DEVIATION * FARTHEST:
            row = counts[area.code, band]
            facts = f"{share:.0%} of {area.name} is in {band}; {usual:.0%} is usual beside it"
            yield Fault(row, "number", facts, "compare the row with its source, or say in the area's note why")

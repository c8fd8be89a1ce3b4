"""What must add up in the population table."""

from decimal import Decimal

from lcsp.arithmetic.sums import agrees_as_printed, share_of
from lcsp.partnership.places.model import AgeBand, Area, BandRole, Population
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check


def _counts(plan: Records) -> dict[tuple[str, str], Population]:
    """Return the population by (area, band)."""
    return {(row.area, row.band): row for row in plan.all(Population)}


def _bands(plan: Records, role: BandRole) -> list[str]:
    return [band.code for band in plan.all(AgeBand) if band.role is role]


@check("PLACE-01", Level.ERROR, "casting")
def bands_add_up(plan: Records) -> Faults:
    """The parts of an area's population add up to its total; overlapping bands are left out of the sum.

    Rates per head rest on these counts, so a slip in one band moves several indicators.

    Mend: compare the row with its source; if a band overlaps the others, mark it so among the age bands.

    Fails:
        age_band: code | role
        age_band: all | total
        age_band: young | part
        age_band: old | part
        population: area | band | number
        population: dover | all | 100
        population: dover | young | 60
        population: dover | old | 50
    Passes:
        age_band: code | role
        age_band: all | total
        age_band: young | part
        age_band: old | part
        age_band: teens | overlapping
        population: area | band | number
        population: dover | all | 100
        population: dover | young | 60
        population: dover | old | 40
        population: dover | teens | 55
    """
    parts = _bands(plan, BandRole.PART)
    counts = _counts(plan)
    for whole in _bands(plan, BandRole.TOTAL):
        for (area, band), row in counts.items():
            found = [counts[area, part].number for part in parts if (area, part) in counts]
            if band == whole and len(found) == len(parts) > 0 and sum(found) != row.number:
                sums = " + ".join(f"{number:,}" for number in found)
                facts = f"{sums} = {sum(found):,}, but the total of {area} is {row.number:,}"
                yield Fault(row, "number", facts, "correct the band or the total that differs from the source")


@check("PLACE-02", Level.ERROR, "casting")
def areas_add_up(plan: Records) -> Faults:
    """The populations of an area's parts add up to the population of the area, in every band.

    Mend: look for an area left out, counted twice or typed wrongly.

    Fails:
        area: code | parent
        area: kent |
        area: dover | kent
        area: deal | kent
        population: area | band | number
        population: kent | all | 90
        population: dover | all | 60
        population: deal | all | 40
    Passes:
        area: code | parent
        area: kent |
        area: dover | kent
        area: deal | kent
        population: area | band | number
        population: kent | all | 100
        population: dover | all | 60
        population: deal | all | 40
    """
    counts = _counts(plan)
    children: dict[str, list[str]] = {}
    for area in plan.all(Area):
        if area.parent:
            children.setdefault(area.parent, []).append(area.code)
    for (area_code, band), row in counts.items():
        found = [counts[child, band].number for child in children.get(area_code, ()) if (child, band) in counts]
        if found and sum(found) != row.number:
            facts = (
                f"the {len(found)} areas of {area_code} have {sum(found):,} in band {band}, {area_code} {row.number:,}"
            )
            yield Fault(row, "number", facts, "correct the area that differs from the source")


@check("PLACE-03", Level.WARNING, "casting")
def shares_match(plan: Records) -> Faults:
    """A printed percentage is the band's share of the area's total, to the nearest 1 %.

    Mend: compute the percentage again, or correct the count.

    Fails:
        age_band: code | role
        age_band: all | total
        age_band: young | part
        population: area | band | number | share
        population: dover | all | 200 |
        population: dover | young | 80 | 45
    Passes:
        age_band: code | role
        age_band: all | total
        age_band: young | part
        population: area | band | number | share
        population: dover | all | 200 |
        population: dover | young | 80 | 40
    """
    counts = _counts(plan)
    for whole in _bands(plan, BandRole.TOTAL):
        for (area, _), row in counts.items():
            everybody = counts.get((area, whole))
            exact = share_of(row.number, everybody.number) if everybody else None
            if row.share is None or exact is None or agrees_as_printed(row.share, exact, Decimal(1)):
                continue
            facts = f"{row.number:,} is {exact:.1f} % of the total of {area}, not {row.share} %"
            yield Fault(row, "share", facts, "compute the percentage again")


@check("PLACE-14", Level.WARNING, "casting")
def areas_that_add_up_are_of_one_kind(plan: Records) -> Faults:
    """The areas whose populations add up to one area are of one kind, where nearly all are.

    Mend: correct the kind of the area, or its parent.

    Fails:
        area: code | kind | parent
        area: a | locality | kent
        area: b | locality | kent
        area: c | locality | kent
        area: d | district | kent
        population: area | number
        population: a | 10
        population: b | 10
        population: c | 10
        population: d | 10
    Passes:
        area: code | kind | parent
        area: a | locality | kent
        area: b | locality | kent
        area: c | locality | kent
        area: d | locality | kent
        population: area | number
        population: a | 10
        population: b | 10
        population: c | 10
        population: d | 10
    """
    counted = {row.area for row in plan.all(Population)}
    beside: dict[str, list[Area]] = {}
    for area in plan.all(Area):
        if area.parent and area.code in counted:
            beside.setdefault(area.parent, []).append(area)
    for parent, areas in beside.items():
        kinds = [area.kind for area in areas]
        usual = max(kinds, key=kinds.count)
        others = [area for area in areas if area.kind is not usual]
        for area in others if len(others) * 4 <= len(areas) else ():
            facts = f"{area.name} is a {area.kind.value}, beside {kinds.count(usual)} of {usual.value} in {parent}"
            yield Fault(area, "kind", facts, "correct the kind of the area, or its parent")

"""What must hold among areas, their names, and the groups to which they belong."""

from collections.abc import Iterator
from itertools import pairwise

from lcsp.partnership.places.model import AgeBand, Area, AreaKind, Membership, Population
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.names import clashes
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

BELOW_COUNTY = (AreaKind.DISTRICT, AreaKind.LOCALITY, AreaKind.WARD)
# Localities may cut across districts, so the two are of one size here; a group may be of any.
_SIZE = {AreaKind.COUNTRY: 4, AreaKind.COUNTY: 3, AreaKind.DISTRICT: 2, AreaKind.LOCALITY: 2, AreaKind.WARD: 1}
# First three characters of the codes of the Office for National Statistics.
_OFFICIAL = {
    "E92": (AreaKind.COUNTRY,),
    "E10": (AreaKind.COUNTY,),
    "E06": (AreaKind.COUNTY, AreaKind.DISTRICT),
    "E07": (AreaKind.DISTRICT,),
    "E08": (AreaKind.COUNTY, AreaKind.DISTRICT),
    "E09": (AreaKind.COUNTY, AreaKind.DISTRICT),
    "E05": (AreaKind.WARD,),
}


@check("PLACE-05", Level.WARNING, "completeness")
def small_areas_have_a_parent(plan: Records) -> Faults:
    """A district, locality or ward says of which area it is a part.

    Without it, its people are missing from the sum that proves the area above.

    Mend: enter the code of the area to which it belongs.

    Fails:
        area: code | name | kind | parent
        area: dover | Dover | locality |
    Passes:
        area: code | name | kind | parent
        area: kent | Kent | county |
        area: dover | Dover | locality | kent
    """
    for area in plan.all(Area):
        if area.kind in BELOW_COUNTY and not area.parent:
            facts = f"{area.name} is a {area.kind.value}, and the plan does not say of which area"
            yield Fault(area, "parent", facts, "enter the code of the area to which it belongs")


@check("PLACE-06", Level.WARNING, "completeness")
def populations_are_whole(plan: Records) -> Faults:
    """An area has a population in every age band in which the areas beside it have one.

    Mend: add the missing row, or take the area out of the table.

    Fails:
        area: code | kind | parent
        area: dover | locality | kent
        area: deal | locality | kent
        age_band: code
        age_band: all
        population: area | band | number
        population: dover | all | 100
    Passes:
        area: code | kind | parent
        area: dover | locality | kent
        area: deal | locality | kent
        age_band: code
        age_band: all
        population: area | band | number
        population: dover | all | 100
        population: deal | all | 90
    """
    held: dict[str, set[str]] = {}
    for row in plan.all(Population):
        held.setdefault(row.area, set()).add(row.band)
    beside: dict[tuple[str | None, AreaKind], set[str]] = {}
    for area in plan.all(Area):
        beside.setdefault((area.parent, area.kind), set()).update(held.get(area.code, ()))
    for area in plan.all(Area):
        missing = beside[area.parent, area.kind] - held.get(area.code, set())
        if missing:
            names = ", ".join(band.code for band in plan.all(AgeBand) if band.code in missing) or ", ".join(
                sorted(missing)
            )
            facts = f"{area.name} has no population in {names}; areas beside it have"
            yield Fault(area, "code", facts, "add the missing row of population")


@check("PLACE-07", Level.ERROR, "agreement")
def names_stand_for_one_area(plan: Records) -> Faults:
    """A name, code or alias stands for one area alone.

    Mend: give one of the areas another name, or make one of the two records an alias of the other.

    Fails:
        area: code | name | aliases
        area: shepway-1 | Shepway 1 | Shepway urban
        area: shepway-2 | Shepway 2 | shepway Urban; Folkestone
    Passes:
        area: code | name | aliases
        area: shepway-1 | Shepway 1 | Shepway urban; Shepway 1
        area: shepway-2 | Shepway 2 | Folkestone
    """
    areas = plan.all(Area)
    for clash in clashes((name, area) for area in areas for name in (area.code, area.name, *area.aliases)):
        facts = f"{clash.name!r} stands for {clash.first.code} and for {clash.second.code}"
        field = "aliases" if clash.name in clash.second.aliases else "name"
        yield Fault(clash.second, field, facts, "let each name stand for one area")


@check("PLACE-08", Level.ERROR, "time")
def memberships_run_forwards(plan: Records) -> Faults:
    """A membership ends after it starts, and before the next one of the same area in the same whole.

    Mend: correct the first or the last day.

    Fails:
        membership: area | whole | starts | ends
        membership: dover | pathfinders | 2006-10-01 | 2005-08-31
    Passes:
        membership: area | whole | starts | ends
        membership: dover | pathfinders | 2006-10-01 | 2007-08-31
        membership: dover | pathfinders | 2007-09-01 |
    """
    spells: dict[tuple[str, str], list[Membership]] = {}
    for row in plan.all(Membership):
        spells.setdefault((row.area, row.whole), []).append(row)
        if row.starts and row.ends and row.ends < row.starts:
            facts = f"ends on {row.ends}, before it starts on {row.starts}"
            yield Fault(row, "ends", facts, "correct the first or the last day")
    for rows in spells.values():
        dated = sorted((row for row in rows if row.starts), key=lambda row: str(row.starts))
        for earlier, later in pairwise(dated):
            if later.starts and (earlier.ends is None or later.starts <= earlier.ends):
                until = f"until {earlier.ends}" if earlier.ends else "without end"
                facts = f"starts on {later.starts}, while another one lasts {until}"
                yield Fault(later, "starts", facts, "end the earlier membership first")


@check("PLACE-11", Level.NOTE, "time")
def members_exist(plan: Records) -> Faults:
    """A membership begins when both areas exist, unless its note explains it.

    Mend: correct the day, or say in the note what the area was before it was established.

    Fails:
        area: code | established
        area: dover | 2008-09-01
        area: east | 2006-10-01
        membership: area | whole | starts
        membership: dover | east | 2006-10-01
    Passes:
        area: code | established
        area: dover | 2008-09-01
        area: east | 2006-10-01
        membership: area | whole | starts | note
        membership: dover | east | 2008-09-01 |
    """
    for row in plan.all(Membership):
        for code in (row.area, row.whole):
            area = plan.find(Area, code)
            if area and area.established and row.starts and row.starts < area.established and not row.note:
                facts = f"starts on {row.starts}; {area.name} was established on {area.established}"
                yield Fault(row, "starts", facts, "correct the day, or explain it in the note")


@check("PLACE-12", Level.ERROR, "agreement")
def parents_are_larger(plan: Records) -> Faults:
    """The area of which another is a part is of a larger kind: a locality is part of a county, never the reverse.

    A group of areas may be part of any area, and any area part of a group.

    Mend: correct the kind or the parent.

    Fails:
        area: code | name | kind | parent
        area: kent | Kent | county | dover
        area: dover | Dover | locality |
    Passes:
        area: code | name | kind | parent
        area: kent | Kent | county |
        area: dover | Dover | locality | kent
    """
    for area in plan.all(Area):
        parent = plan.find(Area, area.parent) if area.parent else None
        if parent and area.kind in _SIZE and parent.kind in _SIZE and _SIZE[parent.kind] <= _SIZE[area.kind]:
            facts = f"a {area.kind.value} cannot be part of a {parent.kind.value} ({parent.name})"
            yield Fault(area, "parent", facts, "correct the kind or the parent")


@check("PLACE-13", Level.WARNING, "agreement")
def official_codes_fit(plan: Records) -> Faults:
    """An official code is one of the kind of area that it stands for, and stands for one area.

    The first three characters of a code of the Office for National Statistics say the kind: E10 a county, E06 a unitary
    authority, E07 a district, E05 a ward. Codes of the older form are not looked at.

    Mend: look the code up in the register of the Office for National Statistics.

    Fails:
        area: code | name | kind | official_code
        area: kent | Kent | county | E07000106
    Passes:
        area: code | name | kind | official_code
        area: kent | Kent | county | E10000016
    """
    yield from _shared_codes(plan)
    for area in plan.all(Area):
        code = area.official_code or ""
        kinds = _OFFICIAL.get(code[:3]) if len(code) == 9 else None
        if kinds and area.kind not in kinds:
            official = " or ".join(kind.value for kind in kinds)
            facts = f"{code} is the code of a {official}; {area.name} is a {area.kind.value}"
            yield Fault(area, "official_code", facts, "correct the code or the kind")


@check("PLACE-15", Level.ERROR, "agreement")
def tiles_hold_one_area(plan: Records) -> Faults:
    """A tile of the map of localities holds one area, and its place is a column and a row, both counted from 1.

    Mend: give each area a tile of its own, or leave both numbers blank.

    Fails:
        area: code | name | tile_column | tile_row
        area: dover | Dover | 7 | 4
        area: deal | Deal | 7 | 4
    Passes:
        area: code | name | tile_column | tile_row
        area: dover | Dover | 7 | 4
        area: deal | Deal | 7 | 3
    """
    held: dict[tuple[int, int], Area] = {}
    for area in plan.all(Area):
        column, row = area.tile_column, area.tile_row
        if column is None and row is None:
            continue
        if not column or not row:
            field = "tile_row" if column else "tile_column"
            facts = f"{area.name} stands in column {column or 'none'} and row {row or 'none'}"
            yield Fault(area, field, facts, "enter both, counted from 1, or leave both blank")
            continue
        first = held.setdefault((column, row), area)
        if first is not area:
            facts = f"{area.name} and {first.name} are both in column {column}, row {row}"
            yield Fault(area, "tile_column", facts, "give each area a tile of its own")


def _shared_codes(plan: Records) -> Iterator[Fault]:
    areas = plan.all(Area)
    for clash in clashes((area.official_code, area) for area in areas if area.official_code):
        facts = f"{clash.name} stands for {clash.first.code} and for {clash.second.code}"
        yield Fault(clash.second, "official_code", facts, "give each area its own code")

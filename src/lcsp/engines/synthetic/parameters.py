"""The parameters of a synthetic county, and the published figures of a plan on which it is to land."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lcsp.partnership.performance import Figure
from lcsp.partnership.places import Area, Population
from lcsp.partnership.places.model import AgeBand, AreaKind, BandRole
from lcsp.vocabulary.periods import Period, YearKind
from lcsp.whole_plan import WholePlan


class Locality(NamedTuple):
    """A locality and how many people of each band of ages (youngest, oldest, both included) live there."""

    code: str
    name: str
    people: Mapping[tuple[int, int], int]


@cache
def parameters() -> dict[str, Any]:
    """Return the shipped parameters, by section."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def localities_of(plan: WholePlan) -> tuple[Locality, ...]:
    """Return the plan's localities with their people by the bands that add up; raise ValueError where it has none."""
    bands = {band.code: (band.least_age, band.greatest_age) for band in plan.all(AgeBand) if band.role is BandRole.PART}
    found = []
    for area in plan.all(Area):
        rows = [row for row in plan.all(Population) if row.area == area.code and row.band in bands]
        held = {bands[row.band]: row.number for row in rows}
        if area.kind is AreaKind.LOCALITY and held:
            found.append(Locality(area.code, area.name, held))
    if not found:
        raise ValueError("The plan has no population by locality and age band: fill in places/populations.csv.")
    return tuple(found)


def targets_of(plan: WholePlan | None, year: int) -> dict[str, float]:
    """Return the figures to land on, in percent by code: the plan's actual ones for the year, else the shipped ones."""
    targets: dict[str, float] = dict(parameters()["targets"])
    period = {Period(YearKind.ACADEMIC, year), Period(YearKind.FINANCIAL, year)}
    for figure in plan.all(Figure) if plan else ():
        if figure.basis.value == "actual" and figure.period in period and figure.indicator in targets and figure.value:
            targets[figure.indicator] = _percent(figure.indicator, figure.value)
    return targets


def _percent(code: str, value: Decimal) -> float:
    """Return a figure in percent. A plan may print NI 114 for each thousand pupils; its definition has a hundred."""
    return float(value) / 10 if code == "NI 114" and value > 1 else float(value)

"""Where the county plan of a local plan is found, and reading a local plan together with it."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from lcsp.files.header_toml import FILE
from lcsp.files.reading import Reading
from lcsp.files.refusals import Refused, Remark
from lcsp.partnership.plan import PlanLevel

MOST_FOLDERS = 500


def read_county_of(reading: Reading, path: Path, county: Path | None = None, today: date | None = None) -> Reading:
    """Return `reading`, the plan read from `path`, built on its county plan if it is a local one.

    The county plan is what `county` holds; without it, the plan folder of that code near `path` (`find_county`). A
    local plan whose county plan is not found is returned as it is: rule JOIN-48 says so. Raises Refused with every
    reason where the county plan cannot be read.
    """
    header = reading.plan.header
    if header.level is not PlanLevel.LOCAL:
        if county is None:
            return reading
        said = f"is a county plan, and builds on no other: {county} was not used"
        return reading._replace(remarks=(*reading.remarks, Remark(str(path), None, said)))
    at = county or next(iter(find_county(path, header.county_plan or "")), None)
    if at is None:
        return reading
    return reading._replace(plan=reading.plan.inheriting(_read(at, today).plan))


def _read(county: Path, today: date | None) -> Reading:
    """Return the plan in `county`; what refuses it is said with its path, to tell it from the local plan's."""
    from lcsp.files import read_plan

    try:
        return read_plan(county, today)
    except Refused as refusal:
        told = [p._replace(source=_within(county, p.source)) for p in refusal.problems]
        raise Refused(told) from None


def _within(county: Path, source: str) -> str:
    return source if source.startswith(str(county)) else f"{county}: {source}"


def find_county(path: Path, code: str) -> Iterator[Path]:
    """Yield the plan folders near the plan at `path` that hold the county plan `code`, the nearest first.

    Near are the folder in which the plan stands and the folders in it, then the folder above that one and the folders
    in that: county and local plans may lie side by side, or the local plans together in a folder beside their
    county's. No more than `MOST_FOLDERS` folders are looked into, and nothing deeper.
    """
    home = path.resolve()
    places = dict.fromkeys((home.parent, home.parent.parent))
    near = (folder for place in places for folder in (place, *_folders_in(place)) if folder != home)
    for folder in islice(dict.fromkeys(near), MOST_FOLDERS) if code else ():
        if _holds(folder, code):
            yield folder


def _folders_in(place: Path) -> list[Path]:
    """Return the folders in `place` by name; none where it may not be read."""
    try:
        return sorted(folder for folder in place.iterdir() if folder.is_dir())
    except OSError:
        return []


def _holds(folder: Path, code: str) -> bool:
    """Say whether `folder` is a plan folder with the county plan `code`."""
    import tomllib

    try:
        content = (folder / FILE).read_bytes()
        # Most headers are another plan's: to look for the code first saves reading them properly.
        settings = tomllib.loads(content.decode("utf-8-sig")).get("plan") if code.encode() in content else None
    except (OSError, ValueError):
        return False
    return isinstance(settings, dict) and settings.get("code") == code and settings.get("level") != PlanLevel.LOCAL

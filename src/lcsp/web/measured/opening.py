"""The pupil store that the pages show: the year that is asked for, or what is missing and how to mend it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.http import Http404

from lcsp.children.pupils.year import SchoolYear
from lcsp.engines.wanted import engines_stand, pupils_folder
from lcsp.partnership.performance import Definition

if TYPE_CHECKING:
    from lcsp.engines.pupil_store import PupilStore

COUNTS = "counts"


class Missing(NamedTuple):
    """Why there is nothing to show: a heading, sentences, and the command that mends it (blank: none does)."""

    heading: str
    words: str
    command: str = ""


class Opened(NamedTuple):
    """A year of the store: whether its pupils are made up, when it was computed, and whether records changed since."""

    store: "PupilStore"
    year: int
    years: tuple[int, ...]
    made_up: bool
    computed: datetime
    outdated: bool

    @property
    def label(self) -> str:
        """The year as people write it: 2007/08."""
        return SchoolYear(self.year).label


def open_store(asked: str, definitions: Sequence[Definition]) -> Opened | Missing:
    """Return the year `asked` of the store (blank: the newest that was computed), or what is missing.

    Raise Http404 for a year that the store does not hold.
    """
    if not engines_stand():
        words = "The libraries that count pupils are not installed on this server. Whoever runs the site installs them."
        return Missing("Computing is not installed here", words, 'python -m pip install "lcsp[engines]"')
    from lcsp.engines.pupil_store import NoStore, PupilStore

    store = PupilStore(pupils_folder())
    try:
        made_up = bool(store.label.get("synthetic"))
        years = store.years
        if settings.DEMO and not made_up:
            return _not_in_a_demonstration(store.folder)
        return _of_year(store, made_up, years, _year_asked(store, years, asked), definitions)
    except NoStore:
        return _no_store(store.folder)
    except (OSError, ValueError) as problem:
        words = f"{store.folder} could not be read ({type(problem).__name__}). The account that runs the site must be "
        return Missing("The pupil store cannot be read", words + "able to read it, and every file in it must be whole.")


def _of_year(
    store: "PupilStore", made_up: bool, years: tuple[int, ...], year: int, definitions: Sequence[Definition]
) -> Opened | Missing:
    from lcsp.engines.figures import counts_are_current

    if not year:
        return _no_store(store.folder)
    path = store.path(year, COUNTS)
    if not path.exists():
        label = SchoolYear(year).label
        words = f"The pupil store holds {label}, and no figure of it has been computed. In place of PLAN, name the "
        return Missing(f"Not computed yet: {label}", words + "folder of this plan.", f"lcsp measure PLAN --year {year}")
    computed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Opened(store, year, years, made_up, computed, not counts_are_current(store, year, definitions))


def _year_asked(store: "PupilStore", years: tuple[int, ...], asked: str) -> int:
    """Return the year that is asked for; else the newest with counts, else the newest, else 0."""
    if asked:
        if not asked.isdecimal() or int(asked) not in years:
            held = ", ".join(map(str, years)) or "none"
            raise Http404(f"The pupil store has no year {asked}. It holds: {held}.")
        return int(asked)
    counted = [year for year in years if store.path(year, COUNTS).exists()]
    return max(counted or years, default=0)


def _no_store(folder: Path) -> Missing:
    words = (
        f"The site looks for pupil-level records in {folder} (the setting LCSP_PUPILS), and there are none. The first "
        "command makes a county of made-up pupils, the second computes the figures. In place of PLAN, name the folder "
        "of this plan. Extracts of real records are loaded by `lcsp load` in place of the first."
    )
    return Missing("There is no pupil store yet", words, "lcsp synth PLAN\nlcsp measure PLAN")


def _not_in_a_demonstration(folder: Path) -> Missing:
    words = (
        f"The store in {folder} does not say that its pupils are made up. A demonstration shows made-up pupils only: "
        "set LCSP_PUPILS to a folder that `lcsp synth` has made."
    )
    return Missing("A demonstration shows made-up pupils only", words)

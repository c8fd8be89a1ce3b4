"""From tables to the one typed value, with an index of where each record stood."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from lcsp.files.refusals import Problem, Refused, Remark
from lcsp.files.rows import Log, Spot, index_spots
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import NOUNS, WholePlan

FORMAT = 1


class Reading(NamedTuple):
    """A plan as read: the value, where each record stood, and what the reader remarked."""

    plan: WholePlan
    spots: dict[tuple[str, str], Spot]
    remarks: tuple[Remark, ...]


def build_reading(source: str, found: Iterable[tuple[Noun, Spot]], log: Log, today: date | None) -> Reading:
    """Return the reading of all records `found`, or raise Refused with every reason at once."""
    read = list(found)
    spots = index_spots(read, log)
    records: dict[type[Noun], list[Noun]] = {noun: [] for noun in NOUNS}
    for record, _ in read:
        records[type(record)].append(record)
    if not log.problems and len(records[NOUNS[0]]) != 1:
        needed = ", ".join(name for name, column in columns(NOUNS[0]).items() if column.required)
        said = f"a plan has one record of the plan itself ({needed}); this has {len(records[NOUNS[0]])}"
        log.problems.append(Problem(source, None, "", said))
    if log.problems:
        raise Refused(log.problems)
    return Reading(WholePlan(records, today=today), spots, tuple(log.remarks))


def check_format(source: str, text: str, log: Log) -> None:
    """Add a problem where the format number `text` is not one that this version reads."""
    if text == str(FORMAT):
        return
    if text.isdigit() and int(text) > FORMAT:
        said = f"format {text} was written by a newer lcsp: this one reads up to format {FORMAT}; install the newer one"
    else:
        said = f"format is {text!r}: right would be {FORMAT}"
    log.problems.append(Problem(source, None, "format", said))

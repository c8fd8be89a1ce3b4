"""A plan as JSON, `{room: {noun_plural: [record, …]}}`, written and read back without loss."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lcsp.files.harmless import disarm
from lcsp.files.json_records import record_to_json
from lcsp.files.reading import Reading, build_reading
from lcsp.files.refusals import Problem, Remark
from lcsp.files.rows import Log, Spot, read_records
from lcsp.files.tables import Row, Table, folded
from lcsp.vocabulary.kinds import ListKind, YesNoKind, clean, quoted
from lcsp.vocabulary.noun import Column, Noun, columns, is_blank
from lcsp.whole_plan import NOUNS, WholePlan

# The number of the row of names, which stands before record 0.
HEADER = -1


def write_json(plan: WholePlan) -> bytes:
    """Return `plan` as JSON in UTF-8; every room, noun and field is there, absent values as null.

    A number that floating point cannot hold exactly is text.
    """
    rooms: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for noun in NOUNS:
        rooms.setdefault(noun.room, {})[noun.plural] = [record_to_json(record) for record in plan.all(noun)]
    return (json.dumps(rooms, ensure_ascii=False, indent=2) + "\n").encode()


def read_json(path: Path, today: date | None = None) -> Reading:
    """Return the plan in the JSON file at `path`; raises Refused with every reason at once."""
    return read_json_bytes(path.name, path.read_bytes(), today)


def read_json_bytes(source: str, content: bytes, today: date | None = None) -> Reading:
    """Return the plan that `content` holds as JSON; `source` is the name by which people know it. Raises Refused."""
    log = Log([], [])
    rooms = _parse(source, content, log)
    found: list[tuple[Noun, Spot]] = []
    for noun, records in _lists(source, rooms, log):
        found += _read_list(noun, records, log)
    return build_reading(source, found, log, today)


class _Number(str):
    """A number exactly as the file writes it."""

    __slots__ = ()


def _parse(source: str, content: bytes, log: Log) -> dict[str, Any]:
    """Return the object that `content` holds; empty, with the problem in `log`, if it holds none."""
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        value = json.loads(
            text, parse_float=_Number, parse_int=_Number, parse_constant=_refuse_constant, object_pairs_hook=_once
        )
    except (ValueError, RecursionError) as error:
        log.problems.append(Problem(source, getattr(error, "lineno", None), "", f"is not JSON ({error})"))
        return {}
    if isinstance(value, dict):
        return value
    log.problems.append(Problem(source, None, "", "is not a plan: right would be {room: {noun: [record, …]}}"))
    return {}


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; ValueError where a name stands in it twice, for one of the two values would be lost."""
    built: dict[str, Any] = {}
    for name, value in pairs:
        if name in built:
            raise ValueError(f"the name {quoted(name)} stands twice in one object")
        built[name] = value
    return built


def _lists(source: str, rooms: dict[str, Any], log: Log) -> Iterator[tuple[type[Noun], list[Any]]]:
    """Yield each noun with its list; says which rooms, nouns and values are not a plan's."""
    known: dict[str, dict[str, type[Noun]]] = {}
    for noun in NOUNS:
        known.setdefault(noun.room, {})[noun.plural] = noun
    for room, lists in rooms.items():
        if room not in known or not isinstance(lists, dict):
            said = f"{quoted(room)} is not a room with its lists: the rooms are {', '.join(known)}"
            log.problems.append(Problem(source, None, room, said))
            continue
        for plural, records in lists.items():
            if plural not in known[room] or not isinstance(records, list):
                said = f"{quoted(plural)} is not a list of this room: its lists are {', '.join(known[room])}"
                log.problems.append(Problem(source, None, f"{room}.{plural}", said))
            else:
                yield known[room][plural], records


def _read_list(noun: type[Noun], records: list[Any], log: Log) -> list[tuple[Noun, Spot]]:
    """Return the records of one list, read cell by cell like the rows of a table; places are like figures[3]."""
    source = f"{noun.room}.{noun.plural}"
    inner = Log([], [])
    names = list(dict.fromkeys(name for record in records if isinstance(record, dict) for name in record))
    rows = [Row(HEADER, names)]
    for number, record in enumerate(records):
        if isinstance(record, dict) and record:
            rows.append(Row(number, [_cell(noun, name, number, record.get(name), inner) for name in names]))
        else:
            inner.problems.append(Problem(source, number, "", f"{quoted(str(record))} is not a record"))
    found = read_records(noun, Table(source, rows), inner) if len(rows) > 1 else []
    # The problems of the header are the list's own: a column that is missing is missing from all records.
    log.problems.extend(_placed(problem, source) for problem in inner.problems)
    log.remarks.extend(Remark(source, None, remark.message) for remark in inner.remarks)
    return [(record, Spot(f"{source}[{spot.row}]", None, spot.columns)) for record, spot in found]


def _placed(problem: Problem, source: str) -> Problem:
    place = source if problem.row in (None, HEADER) else f"{source}[{problem.row}]"
    return problem._replace(source=place, row=None)


def _cell(noun: type[Noun], name: str, number: int, value: Any, log: Log) -> str:
    """Return a JSON value as the text of a cell; blank, with the problem in `log`, where a cell cannot hold it."""
    column = columns(noun).get(folded(name))
    if is_blank(value) and not isinstance(value, str):
        return ""
    try:
        return disarm(clean(_text(column, value))) if column else str(value)
    except ValueError as error:
        log.problems.append(Problem(f"{noun.room}.{noun.plural}", number, name, str(error)))
        # Any right value will do: the record is refused already, and should not be called blank as well.
        return column.kind.example if column else ""


def _text(column: Column, value: Any) -> str:
    """Return the text that stands for `value` in a cell of `column`; raises ValueError."""
    kind = column.kind
    if isinstance(value, bool) and isinstance(kind, YesNoKind):
        return kind.show(value)
    if isinstance(value, list) and isinstance(kind, ListKind):
        items = [item for item in value if not is_blank(item)]
        if wrong := next((item for item in items if not isinstance(item, str) or ";" in item), None):
            raise ValueError(f"{quoted(str(wrong))} is not {kind.item.expects}")
        return "; ".join(items)
    if isinstance(value, str):
        return value
    raise ValueError(f"{quoted(json.dumps(value))} is not {kind.expects}")

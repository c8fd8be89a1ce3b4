"""The plan's own record as plan.toml: one setting a line, text in quotation marks."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lcsp.files.harmless import disarm
from lcsp.files.reading import FORMAT, check_format
from lcsp.files.refusals import Problem
from lcsp.files.rows import Log, Spot, read_records
from lcsp.files.tables import Row, Table, is_blank
from lcsp.partnership.plan import Plan
from lcsp.vocabulary.kinds import clean
from lcsp.vocabulary.noun import columns

FILE = "plan.toml"
# tomllib's work grows with the square of the parts of a name; a header's names have one.
_NAME_OF_MANY_PARTS = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){100}""")


def read_header(content: bytes, log: Log) -> list[tuple[Plan, Spot]]:
    """Return the plan's own record (a list of one, or empty with the problem in `log`)."""
    import tomllib

    try:
        text = content.decode("utf-8-sig")
        if _NAME_OF_MANY_PARTS.search(text):
            raise ValueError("it holds a name of more than 100 parts")
        facts = tomllib.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:  # also what is no UTF-8, and TOMLDecodeError
        log.problems.append(Problem(FILE, None, "", f"is not TOML ({error})"))
        return []
    check_format(FILE, str(facts.pop("format", "missing")), log)
    settings = facts.pop("plan", None)
    for name in facts:
        log.problems.append(Problem(FILE, _line(text, name), name, "is not known: right would be format and [plan]"))
    if not isinstance(settings, dict):
        log.problems.append(Problem(FILE, None, "", "the part [plan] is missing"))
        return []
    for name in settings.keys() - columns(Plan).keys():
        known = ", ".join(columns(Plan))
        log.problems.append(Problem(FILE, _line(text, name), name, f"is not known here: right would be one of {known}"))
    return _read_settings(text, settings, log)


def _read_settings(text: str, settings: dict[str, Any], log: Log) -> list[tuple[Plan, Spot]]:
    """Return the record that `settings` hold, each problem at the line of its setting."""
    names = [name for name in settings if name in columns(Plan)]
    for name in names:
        if isinstance(settings[name], (list, dict)):
            said = f"{settings[name]!r} is several values: right would be {columns(Plan)[name].kind.expects}"
            log.problems.append(Problem(FILE, _line(text, name), name, said))
    table = Table(FILE, [Row(1, names), Row(2, [_cell(settings[name]) for name in names])])
    if is_blank(table.rows[1]):
        log.problems.extend(_unfilled(text))
        return []
    inner = Log([], log.remarks)
    found = read_records(Plan, table, inner)
    log.problems.extend(problem._replace(row=_line(text, problem.column)) for problem in inner.problems)
    lines = dict.fromkeys(names, 1)
    return [(record, Spot(FILE, _line(text, "code"), lines)) for record, _ in found]


def _unfilled(text: str) -> Iterator[Problem]:
    """Yield a problem for every setting that must be filled in, for a header in which none is."""
    for name, column in columns(Plan).items():
        if column.required:
            yield Problem(FILE, _line(text, name), name, f"is blank: right would be {column.kind.expects}")


def _cell(value: Any) -> str:
    """Return a TOML value as cell text, in which an apostrophe is not one that `disarm` set."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    try:
        return disarm(clean(str(value)))
    except ValueError:
        return str(value)  # refused, with its reason, where it is read


def _line(text: str, name: str) -> int | None:
    """Return the number of the line that sets `name`."""
    found = re.search(rf"^\s*{re.escape(name)}\s*=", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else None


def write_header(record: Plan) -> bytes:
    """Return plan.toml for `record`; what is absent is left out."""
    lines = [f"format = {FORMAT}", "", "[plan]"]
    for name, column in columns(Plan).items():
        value = getattr(record, name)
        if isinstance(value, bool):
            lines.append(f"{name} = {str(value).lower()}")
        elif shown := column.show(value):
            lines.append(f"{name} = {json.dumps(shown, ensure_ascii=False)}")
    return ("\n".join(lines) + "\n").encode()

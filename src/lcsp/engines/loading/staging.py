"""One table of an extract in SQL: each cell as text, what it stands for, its value, and what is wrong with it."""

from collections.abc import Collection, Iterator
from datetime import date
from types import NoneType, UnionType
from typing import Any, NamedTuple, get_args

from pydantic.fields import FieldInfo

from lcsp.engines.loading import register_marks
from lcsp.engines.loading.mapping import SESSION, Mapping, folded
from lcsp.engines.loading.row_rules import Fault, row_faults
from lcsp.engines.loading.sql import literal, quoted

BY_AGE = "by age"
_YES, _NO = "('yes', 'y', 'true', 't', '1', '1.0')", "('no', 'n', 'false', 'f', '0', '0.0')"


class Staging(NamedTuple):
    """How rows of a table become records: `select` is a query over the table `source` with a bit a fault of `faults`.

    Beside the fields of the noun it has `_row` and `_faults`, and the texts of cells as `t_…` where they are wanted.
    """

    mapping: Mapping
    fields: tuple[str, ...]
    faults: tuple[Fault, ...]
    filled: dict[str, str]  # field: what it was filled with, for want of a column
    headings: dict[str, str]  # field: the heading in the file
    texts: str
    mapped: str
    typed: str

    def select(self, source: str, columns: str, only: str = "true") -> str:
        """Return the query; `columns` of it, of the rows of `source` for which `only` holds."""
        mask = " + ".join(
            f"(CASE WHEN {fault.when} THEN {1 << place} ELSE 0 END)" for place, fault in enumerate(self.faults)
        )
        return f"""WITH texts AS (SELECT _row, {self.texts} FROM {source} WHERE {only}),
            mapped AS (SELECT {self.mapped}),
            typed AS (SELECT {self.typed}),
            judged AS (SELECT *, ({mask or "0"})::BIGINT AS _faults FROM typed)
            SELECT {columns} FROM judged"""  # noqa: S608


def by_session(mapping: Mapping) -> bool:
    """Say whether the mapping reads marks session by session."""
    return "code" in mapping.columns


def missing_columns(mapping: Mapping, columns: Collection[str]) -> list[str]:
    """Return the fields that a file with these headings has no column for and that nothing else fills."""
    return [name for name in _wanted(mapping) if not _filled_by(mapping, name, columns)]


def _wanted(mapping: Mapping) -> tuple[str, ...]:
    if by_session(mapping):
        return ("pupil", "school", *SESSION)
    return tuple(mapping.noun.model_fields)


def _filled_by(mapping: Mapping, name: str, columns: Collection[str]) -> bool:
    if _column(mapping, name, columns) or name in mapping.constants:
        return True
    if name == "age" and mapping.noun.plural == "pupils":
        return bool(_column(mapping, "born", columns))
    if name == "marks":
        return bool(_ten(mapping, columns))
    found = mapping.noun.model_fields.get(name)
    return found is not None and not found.is_required()


def stage(mapping: Mapping, columns: Collection[str], year: int) -> Staging:
    """Return how a table with these headings is read for the academic year `year`."""
    wanted = _wanted(mapping)
    extra = ("born",) if mapping.noun.plural == "pupils" else ()
    texts, mapped, joins, headings, filled = [], ["texts._row"], ["texts"], {}, {}
    for name in (*wanted, *extra):
        column = _column(mapping, name, columns)
        headings[name] = column or name
        if not column and name in mapping.constants:
            filled[name] = mapping.constants[name]
        texts.append(f"{_text(mapping, name, columns)} AS t_{name}")
        mapped += [f"t_{name}", f"{_mapped(mapping, name)} AS m_{name}"]
        if name in mapping.values:
            joins.append(f"LEFT JOIN values_{name} ON values_{name}.source = {_key(mapping, name)}")
    typed = ["mapped.*", *(f"{_typed(mapping, name, year)} AS {quoted(name)}" for name in wanted if name != "pupil")]
    tables = "mapped"
    if "pupil" in wanted:
        typed.append("numbers.number AS pupil")
        tables += " LEFT JOIN numbers ON numbers.identifier = m_pupil"
    if by_session(mapping):
        typed += ["(day - (isodow(day) - 1)::INTEGER) AS week"]
    return Staging(
        mapping,
        wanted,
        tuple(row_faults(mapping, wanted, year)),
        filled,
        headings,
        ", ".join(texts),
        f"{', '.join(mapped)} FROM {' '.join(joins)}",
        f"{', '.join(typed)} FROM {tables}",
    )


def _column(mapping: Mapping, name: str, columns: Collection[str]) -> str:
    """Return the heading that a field stands under, or two with ` + `; nothing where there is none."""
    for heading in mapping.columns.get(name, ()):
        parts = [folded(part) for part in heading.split(" + ")]
        if name != "ten" and all(part in columns for part in parts):
            return " + ".join(parts)
    return ""


def _ten(mapping: Mapping, columns: Collection[str]) -> list[str]:
    ten = [folded(heading) for heading in mapping.columns.get("ten", ())]
    return ten if len(ten) == 10 and all(name in columns for name in ten) else []


def _text(mapping: Mapping, name: str, columns: Collection[str]) -> str:
    """Return in SQL the text of a field's cell; NULL for a blank one."""
    column = _column(mapping, name, columns)
    if name == "marks" and not column and "marks" not in mapping.constants:
        return "concat_ws(',', " + ", ".join(f"coalesce({quoted(ten)}, '-')" for ten in _ten(mapping, columns)) + ")"
    if column:
        parts = [f"trim({quoted(part)})" for part in column.split(" + ")]
        if len(parts) > 1:
            parts[-1] = f"lpad({parts[-1]}, 4, '0')"
        return f"nullif({quoted(column) if name == 'marks' else ' || '.join(parts)}, '')"
    return literal(mapping.constants[name]) if mapping.constants.get(name) else "NULL::VARCHAR"


def _key(mapping: Mapping, name: str) -> str:
    text = f"upper(t_{name})"
    return f"replace({text}, ' ', '')" if name in mapping.looked_up else text


def _mapped(mapping: Mapping, name: str) -> str:
    """Return in SQL what a field's text stands for."""
    if name == "pupil":
        return "upper(t_pupil)"
    said = f"t_{name}"
    if name in mapping.values:
        strict = name in mapping.closed or name in mapping.looked_up
        said = f"values_{name}.target" if strict else f"coalesce(values_{name}.target, t_{name})"
    if name in mapping.blanks:
        return f"CASE WHEN t_{name} IS NULL THEN {literal(mapping.blanks[name])} ELSE {said} END"
    return said


def _typed(mapping: Mapping, name: str, year: int) -> str:
    """Return in SQL the value of a field; NULL where its text is none."""
    special = _special(mapping, name, year)
    if special:
        return special
    field = mapping.noun.model_fields[name]
    value = _value(f"m_{name}", kind_of(field), name, mapping)
    if not field.is_required() and field.default is not None:
        return f"CASE WHEN t_{name} IS NULL AND m_{name} IS NULL THEN {_default(field)} ELSE {value} END"
    return value


def _special(mapping: Mapping, name: str, year: int) -> str:
    """Return in SQL the value of the fields that do not follow from their own cell alone."""
    noun = mapping.noun.plural
    first = date(year, 8, 1)
    moment = _value(f"m_{name}", date, name, mapping)
    born = _value("m_born", date, "born", mapping)
    age = f"coalesce({_value('m_age', int, 'age', mapping)}, datesub('year', {born}, DATE '{year}-08-31'))"
    by_age = f"CASE WHEN {age} IS NOT NULL THEN greatest(-2, least(14, {age} - 4)) END"
    group = _value("m_year_group", int, "year_group", mapping)
    found = {
        ("pupils", "age"): age,
        ("pupils", "year_group"): f"CASE WHEN m_year_group = '{BY_AGE}' THEN {by_age} ELSE {group} END",
        ("pupils", "starts"): f"CASE WHEN {moment} < DATE '{first}' THEN DATE '{first}' ELSE {moment} END",
        ("pupils", "home"): "coalesce(m_home, '')",
        ("destinations", "home"): "coalesce(m_home, '')",
        ("destinations", "month"): f"date_trunc('month', {moment})::DATE",
        ("exclusions", "sessions"): "CASE WHEN m_category = 'PERM' THEN 0 ELSE "
        f"{_value('m_sessions', int, 'sessions', mapping)} END",
        ("marks", "marks"): register_marks.ten_signs("m_marks"),
        ("marks", "day"): moment,
        ("marks", "half"): "CASE m_half WHEN 'am' THEN 0 WHEN 'pm' THEN 1 END",
        ("marks", "code"): f"coalesce({register_marks.sign_of('m_code')}, '-')",
    }
    return found.get((noun, name), "")


def _value(text: str, kind: type, name: str, mapping: Mapping) -> str:
    if kind is date:
        formats = ", ".join(literal(form) for form in mapping.dates)
        return f"try_strptime({text}, [{formats}])::DATE"
    if kind is bool:
        return f"CASE WHEN lower({text}) IN {_YES} THEN true WHEN lower({text}) IN {_NO} THEN false END"
    if kind is int:
        clean = f"regexp_replace({text}, '[ /-]', '', 'g')" if name == "school" else text
        number = f"try_cast({clean} AS DOUBLE)"
        return f"CASE WHEN {number} = floor({number}) THEN try_cast({number} AS BIGINT) END"
    if kind is float:
        return f"CASE WHEN isfinite(try_cast({text} AS DOUBLE)) THEN try_cast({text} AS DOUBLE) END"
    return text


def kind_of(field: FieldInfo) -> type:
    """Return the type of a field, without None."""
    held: Any = field.annotation
    kinds = get_args(held) if isinstance(held, UnionType) else (held,)
    found: type = next(kind for kind in kinds if kind is not NoneType)
    return found


def _default(field: FieldInfo) -> str:
    value = field.default
    return ("true" if value else "false") if isinstance(value, bool) else literal(str(value))


def value_tables(mapping: Mapping) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield for each field with named values the name of the table that the query joins, and what is in it."""
    for name, values in mapping.values.items():
        yield f"values_{name}", values

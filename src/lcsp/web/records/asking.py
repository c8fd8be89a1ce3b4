"""What the address of a list asks for: words, filters, order, page; and the records that answer it."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from lcsp.vocabulary.kinds import ChoiceKind, ListKind, TextKind, YesNoKind
from lcsp.vocabulary.noun import Column, Noun, columns, is_blank
from lcsp.vocabulary.periods import PeriodKind
from lcsp.vocabulary.refs import KeyOf, referred_noun
from lcsp.web.records.beside import findings_by_record
from lcsp.web.records.values import is_numeric, items_of, words_of
from lcsp.web.showing import Choice
from lcsp.whole_plan import WholePlan

# The words of an address that are not fields. No field that can be filtered may be called so (a test sees to it).
OWN_WORDS = frozenset(("q", "sort", "page", "show", "county", "view"))
NOT_GIVEN = "~"
FINDINGS = "findings"
_MOST_CHOICES = 80
_MOST_COLUMNS = 12
_RANK = {"error": 100, "warning": 10, "note": 1}


class Asked(NamedTuple):
    """What is asked of a list: `q` words, `filters` values by field, `sort` a field, or -field; `page` from 1.

    `all_columns`, `with_county` (inherited records too) and `as_table` (figures by period) are yes or no.
    """

    q: str = ""
    filters: Mapping[str, str] = {}
    sort: str = ""
    page: int = 1
    all_columns: bool = False
    with_county: bool = False
    as_table: bool = False

    @property
    def query(self) -> dict[str, str]:
        """The same as the query of an address, without the page."""
        return {
            "q": self.q,
            **self.filters,
            "sort": self.sort,
            "show": "all" if self.all_columns else "",
            "county": "yes" if self.with_county else "",
            "view": "table" if self.as_table else "",
        }

    def but(self, **other: str) -> dict[str, str]:
        """Return the query with some of it changed."""
        return {**self.query, **other}


def read_asked(noun: type[Noun], given: Mapping[str, str]) -> Asked:
    """Return what the query `given` asks; what is not understood is left out."""
    fields = columns(noun)
    filters = {name: given[name].strip() for name in fields if name not in OWN_WORDS and given.get(name, "").strip()}
    sort = given.get("sort", "")
    page = given.get("page", "")
    return Asked(
        q=" ".join(given.get("q", "").replace("\x00", " ").split())[:200],
        filters={name: value for name, value in filters.items() if can_filter(fields[name])},
        sort=sort if sort.removeprefix("-") in (*fields, FINDINGS) else "",
        page=int(page) if page.isascii() and page.isdecimal() and 0 < len(page) < 7 else 1,
        all_columns=given.get("show") == "all",
        with_county=given.get("county") == "yes",
        as_table=given.get("view") == "table",
    )


def can_filter(column: Column) -> bool:
    """Say whether a list can be narrowed by a column: a choice, a reference, yes or no, a period."""
    kind = column.kind.item if isinstance(column.kind, ListKind) else column.kind
    return bool(referred_noun(column.kind)) or isinstance(kind, (ChoiceKind, YesNoKind, PeriodKind))


def listed(plan: WholePlan, noun: type[Noun], asked: Asked) -> tuple[Noun, ...]:
    """Return the records of a list before anything narrows it: the plan's own, and the inherited ones if asked for."""
    return plan.whole_of(noun) if asked.with_county else plan.all(noun)


def filter_choices(plan: WholePlan, noun: type[Noun], asked: Asked) -> dict[str, tuple[Choice, ...]]:
    """Return, for each column that can narrow the list, the values found in it and their words."""

    def find() -> dict[str, tuple[Choice, ...]]:
        found: dict[str, tuple[Choice, ...]] = {}
        records = listed(plan, noun, asked)
        for name, column in columns(noun).items():
            if can_filter(column) and 1 < len(choices := _choices(plan, column, records)) <= _MOST_CHOICES:
                found[name] = choices
        return found

    return plan.once(("filters", noun, asked.with_county), find)


def _choices(plan: WholePlan, column: Column, records: tuple[Noun, ...]) -> tuple[Choice, ...]:
    values = {item: None for record in records for item in items_of(getattr(record, column.name))}
    item_column = _of_items(column)
    known = sorted(values, key=lambda value: natural(words_of(plan, item_column, value)))
    if isinstance(item_column.kind, ChoiceKind):
        known.sort(key=lambda value: item_column.kind.choices.index(value.value))  # type: ignore[attr-defined]
    choices = [Choice(item_column.show(value), words_of(plan, item_column, value)) for value in known]
    if any(is_blank(getattr(record, column.name)) for record in records):
        choices.append(Choice(NOT_GIVEN, "Not given"))
    return tuple(choices)


def _of_items(column: Column) -> Column:
    return column._replace(kind=column.kind.item) if isinstance(column.kind, ListKind) else column


def answering(plan: WholePlan, noun: type[Noun], asked: Asked) -> list[Noun]:
    """Return the records of a list that `asked` wants, in the order wanted."""
    fields = columns(noun)
    found = [record for record in listed(plan, noun, asked) if _passes(fields, record, asked.filters)]
    if words := asked.q.casefold().split():
        texts = search_texts(plan, noun)
        found = [record for record in found if all(word in texts.get(record.key, "") for word in words)]
    return _sorted(plan, fields, found, asked.sort)


def _passes(fields: Mapping[str, Column], record: Noun, filters: Mapping[str, str]) -> bool:
    for name, wanted in filters.items():
        value = getattr(record, name)
        item_column = _of_items(fields[name])
        if wanted == NOT_GIVEN and is_blank(value):
            continue
        if wanted not in {item_column.show(item) for item in items_of(value)}:
            return False
    return True


def search_texts(plan: WholePlan, noun: type[Noun]) -> Mapping[str, str]:
    """Return, by key, all words of each record of `noun`, inherited ones too, in small letters."""

    def gather() -> dict[str, str]:
        fields = tuple(columns(noun).values())
        return {
            record.key: "\n".join(
                f"{words_of(plan, column, value)}\n{column.show(value)}"
                for column in fields
                if not is_blank(value := getattr(record, column.name))
            ).casefold()
            for record in plan.whole_of(noun)
        }

    return plan.once(("search texts", noun), gather)


def _sorted(plan: WholePlan, fields: Mapping[str, Column], records: list[Noun], sort: str) -> list[Noun]:
    """Return `records` by a column, blanks last whichever way; the plan's own order where `sort` is blank."""
    name = sort.removeprefix("-")
    if not name:
        return records
    if name == FINDINGS:
        known = findings_by_record(plan)
        weights = {r.key: sum(_RANK[f.level.value] for f in known.get((r.noun, r.key), ())) for r in records}
        return sorted(records, key=lambda record: weights[record.key], reverse=sort.startswith("-"))
    column = fields[name]
    given = [record for record in records if not is_blank(getattr(record, name))]
    blank = [record for record in records if is_blank(getattr(record, name))]
    given.sort(key=lambda record: _sort_key(plan, column, getattr(record, name)), reverse=sort.startswith("-"))
    return given + blank


def _sort_key(plan: WholePlan, column: Column, value: Any) -> Any:
    if isinstance(column.kind, (YesNoKind, PeriodKind)):
        return column.show(value)
    if isinstance(column.kind, ChoiceKind):
        return column.kind.choices.index(value.value)
    if isinstance(value, (str, tuple)):
        return natural(words_of(plan, column, value))
    return value


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts texts as people do: 4.9 before 4.10, capitals aside."""
    parts = re.split(r"([0-9]{1,18})", text.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def shown_columns(plan: WholePlan, noun: type[Noun], asked: Asked) -> list[Column]:
    """Return the columns that a list shows: those that some record fills, without long texts unless all are wanted."""
    records = plan.whole_of(noun)
    filled = [c for c in columns(noun).values() if any(not is_blank(getattr(record, c.name)) for record in records)]
    if asked.all_columns:
        return filled or list(columns(noun).values())
    short = [column for column in filled or columns(noun).values() if _is_short(column, noun)]
    return short[:_MOST_COLUMNS] if not any(map(is_numeric, short[_MOST_COLUMNS:])) else short


def _is_short(column: Column, noun: type[Noun]) -> bool:
    if column.name in noun.key_fields:
        return True
    if column.name == "order":
        return False
    plain = isinstance(column.kind, (TextKind, KeyOf, ListKind))
    return column.required or not plain or bool(referred_noun(column.kind))

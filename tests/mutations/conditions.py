"""The conditions that `classification.csv` names: what the plan, asked without any rule, says of a slip."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.mutations.mutants import EXCHANGED, KEY_TWICE, Mutant

from lcsp.partnership.finance import BudgetLine, Pressure, Variation
from lcsp.partnership.performance import Basis, FigureStatus
from lcsp.partnership.plan import ContentsEntry, Link, Section, Service, SubAction
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.numbers import FteKind, WholeKind
from lcsp.vocabulary.printed_dates import years_named
from lcsp.vocabulary.wording import likeness, words_of
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

SERIES = re.compile(r"(.*?)(\d+|[A-Z])", re.DOTALL)
AMOUNTS = re.compile(r"£[\d.,]*\d|\d[\d.]*(?=(?: to \d[\d.]*)? FTE)")
WORDS = re.compile("[A-Za-z]{4,}")
WITHOUT_VALUE = ("awaited", "to follow", "suppressed", "not applicable", "discontinued")


class Case(NamedTuple):
    """A slip before the classifier: the clean plan, what its records refer to, and the mutant."""

    plan: WholePlan
    referred: frozenset[tuple[str, str]]
    mutant: Mutant

    @property
    def field(self) -> str:
        """The field of the slip."""
        return self.mutant.place.field

    @property
    def texts(self) -> set[str]:
        """What the cell held, and holds now."""
        return set(self.mutant.texts)

    @property
    def table(self) -> tuple[Any, ...]:
        """The clean rows of the slip's table."""
        return self.plan.all(self.mutant.place.noun)

    @property
    def before(self) -> list[Any]:
        """The row of the slip, and the other row of an exchange, as they were."""
        return [row for row in (self.mutant.was, self.mutant.beside) if row is not None]

    @property
    def after(self) -> list[Any]:
        """The same rows as they are now; none where the plan is refused or the row was dropped."""
        if self.mutant.plan is None or self.mutant.now is None:
            return []
        at = self.mutant.place.row
        return list(self.mutant.plan.all(self.mutant.place.noun)[at : at + len(self.before)])


Condition = Callable[[Case], bool]
CONDITIONS: dict[str, Condition] = {}


def condition(name: str) -> Callable[[Condition], Condition]:
    """Enter a function as the condition that the table calls `name`."""

    def enter(function: Condition) -> Condition:
        CONDITIONS[name] = function
        return function

    return enter


def text_of(record: Any, field: str) -> str:
    """Return the text of a field; blank for no."""
    value, noun = getattr(record, field), NOUN_BY_NAME[record.noun]
    return "" if value is False else columns(noun)[field].show(value)


# --- any table ---------------------------------------------------------------------------------------------------


@condition("key stands twice")
def _key_stands_twice(case: Case) -> bool:
    return case.mutant.refused == KEY_TWICE


@condition("mandatory")
def _mandatory(case: Case) -> bool:
    return columns(case.mutant.place.noun)[case.field].required


@condition("a count or FTE")
def _unsigned(case: Case) -> bool:
    return isinstance(columns(case.mutant.place.noun)[case.field].kind, WholeKind | FteKind)


@condition("nought or blank")
def _nought_or_blank(case: Case) -> bool:
    return case.texts <= {"", "0"}


@condition("value or none")
def _value_or_none(case: Case) -> bool:
    return "" in case.texts


@condition("referred to")
def _referred_to(case: Case) -> bool:
    return any((row.noun, row.key) in case.referred for row in case.before)


@condition("last in order")
def _last_in_order(case: Case) -> bool:
    """Deliverables are counted within their action."""
    row: Any = case.mutant.was
    like = [other for other in case.table if getattr(other, "action", "") == getattr(row, "action", "")]
    return "order" not in type(row).model_fields or row.order == max(other.order for other in like)


def _numbers_like(case: Case) -> tuple[int, set[int]]:
    """Return the number (or letter) at the end of the row's code, and those of all codes with the same beginning."""
    own = SERIES.fullmatch(case.mutant.was.key) if "code" in case.mutant.place.noun.key_fields else None
    if own is None:
        return 0, set()
    found = [match for row in case.table if (match := SERIES.fullmatch(row.key)) and match[1] == own[1]]
    digits = own[2].isdigit()
    numbers = {int(m[2]) if digits else ord(m[2]) - 64 for m in found if m[2].isdigit() == digits}
    return (int(own[2]) if digits else ord(own[2]) - 64), numbers


@condition("in a series")
def _in_a_series(case: Case) -> bool:
    _, numbers = _numbers_like(case)
    return len(numbers) > 1 and numbers == set(range(1, len(numbers) + 1))


@condition("inside a series")
def _inside_a_series(case: Case) -> bool:
    own, numbers = _numbers_like(case)
    return _in_a_series(case) and own < len(numbers)


@condition("beside in its series")
def _beside_in_its_series(case: Case) -> bool:
    stems = {(match[1] if (match := SERIES.fullmatch(row.key)) else None) for row in case.before}
    return _in_a_series(case) and len(stems) == 1


@condition("others alike")
def _others_alike(case: Case) -> bool:
    value = getattr(case.mutant.was, case.field)
    return [getattr(row, case.field) for row in case.table].count(value) > 2


@condition("others alike in words")
def _others_alike_in_words(case: Case) -> bool:
    own = set(WORDS.findall(text_of(case.mutant.was, case.field)))
    return sum(own <= set(WORDS.findall(text_of(row, case.field))) for row in case.table) > 2


@condition("filled by all others")
def _filled_by_all_others(case: Case) -> bool:
    return len(case.table) > 6 and all(text_of(row, case.field) for row in case.table)


@condition("named in code")
def _named_in_code(case: Case) -> bool:
    return any(set(words_of(row.key)) <= set(words_of(row.name)) for row in case.before)


@condition("an amount in words")
def _an_amount_in_words(case: Case) -> bool:
    """The number that was changed is one of pounds or of full-time equivalents."""
    return AMOUNTS.findall(case.mutant.texts[0]) != AMOUNTS.findall(case.mutant.texts[1])


def _row_above_has_the_same(field: str) -> Condition:
    """The row above, from which the text was copied, is of the same service, action or part."""

    def same(case: Case) -> bool:
        above = case.table[case.mutant.place.row - 1]
        return case.mutant.place.slip != EXCHANGED and bool(getattr(above, field) == getattr(case.mutant.was, field))

    return same


def _only(fields: tuple[str, ...], but: str = "") -> Condition:
    """No other row of the table has the same in `fields`; rows with `but` do not count."""

    def only(case: Case) -> bool:
        rows = [row for row in case.table if not (but and getattr(row, but))]
        held = [tuple(getattr(row, field) for field in fields) for row in rows]
        return any(row in rows and held.count(held[rows.index(row)]) == 1 for row in case.before)

    return only


def _told_in(noun: type[Noun]) -> Condition:
    """A row of `noun` has the same title."""

    def told(case: Case) -> bool:
        titles = {words_of(text_of(row, "title")) for row in case.plan.all(noun)}
        return any(words_of(row.title) in titles for row in case.before)

    return told


def _either(*choices: str) -> Condition:
    """The choice before or after the slip is one of `choices`."""
    return lambda case: bool(case.texts & set(choices))


CONDITIONS |= {
    "same service": _row_above_has_the_same("service"),
    "same action": _row_above_has_the_same("action"),
    "same part": _row_above_has_the_same("part"),
    "only one of its service": _only(("service",)),
    "only one of its action": _only(("action", "sub_action")),
    "only link to its objective": _only(("objective",), but="catch_all"),
    "only link of its action": _only(("action",)),
    "told in contents": _told_in(ContentsEntry),
    "told in sections": _told_in(Section),
    "now added or removed": _either("added", "removed"),
    "key by figures": _either("key performance indicator"),
    "ends or sign": _either("opening", "closing", "subtotal", "saving", "transfer"),
    "kind or now total": _either("total"),
    "status belies the number": _either("stated"),
}


# --- one table ---------------------------------------------------------------------------------------------------


@condition("established=service start")
def _begins_with_the_service(case: Case) -> bool:
    return bool(getattr(case.mutant.was, "established", None) == case.plan.header.starts_service)


@condition("source says agreement")
def _source_says_agreement(case: Case) -> bool:
    return "Local Area Agreement" in text_of(case.mutant.was, "source_plan")


@condition("quoted")
def _quoted(case: Case) -> bool:
    return any(link.objective == case.mutant.was.key and not link.catch_all for link in case.plan.all(Link))


@condition("alias names a row")
def _alias_names_a_row(case: Case) -> bool:
    rows: tuple[Any, ...] = (*case.plan.all(BudgetLine), *case.plan.all(Variation), *case.plan.all(Pressure))
    named = {words_of(row.name) for row in rows}
    return any(words_of(alias) in named for row in case.before for alias in row.aliases)


@condition("leaves its action")
def _leaves_its_action(case: Case) -> bool:
    """A part that the row names belongs to another action now."""
    parts = [(row.action, case.plan.find(SubAction, row.sub_action)) for row in case.after if row.sub_action]
    return any(part is not None and part.action != action for action, part in parts)


@condition("title names a year")
def _title_names_a_year(case: Case) -> bool:
    changed = case.field != "title" or years_named(case.mutant.texts[0]) != years_named(case.mutant.texts[1])
    return changed and any(years_named(row.title) for row in case.before)


@condition("now 0 or above 3")
def _level_out_of_bounds(case: Case) -> bool:
    return not case.mutant.texts[1].isdigit() or not 1 <= int(case.mutant.texts[1]) <= 3


@condition("page out of order")
def _page_out_of_order(case: Case) -> bool:
    pages = [row.page for row in (case.mutant.plan or case.plan).all(ContentsEntry) if row.page is not None]
    return case.mutant.plan is None or pages != sorted(pages)


@condition("page beyond its entry")
def _page_beyond_its_entry(case: Case) -> bool:
    return case.mutant.plan is None or any(_beyond(case.plan, row) for row in case.after)


def _beyond(plan: WholePlan, row: Any) -> bool:
    entry = plan.find(ContentsEntry, row.entry) if row.entry else None
    if entry is None or entry.page is None:
        return False
    below = [other for other in plan.all(ContentsEntry) if other.order > entry.order]
    later = [other.page for other in below if other.level <= entry.level]
    after = later[0] if later and later[0] is not None else row.last_page
    return not entry.page <= row.first_page <= row.last_page <= after


@condition("status belies the figure")
def _status_belies_the_figure(case: Case) -> bool:
    belied = {
        Basis.ACTUAL: (FigureStatus.ESTIMATE,),
        Basis.ESTIMATE: (FigureStatus.FINAL, FigureStatus.PROVISIONAL),
        Basis.TARGET: (FigureStatus.ESTIMATE, FigureStatus.PROVISIONAL),
    }
    return any(
        (row.value is None) != (row.status.value in WITHOUT_VALUE) or row.status in belied[row.basis]
        for row in case.after
    )


@condition("both lines")
def _both_lines(case: Case) -> bool:
    return [row.kind.value for row in case.before] == ["line", "line"]


@condition("ends")
def _ends(case: Case) -> bool:
    return any(row.kind.value in ("opening", "closing") for row in case.before)


@condition("named after a pressure or service")
def _named_after(case: Case) -> bool:
    told = {row.variation for row in case.plan.all(Pressure)}
    return any(row.key in told for row in case.before) or _named_after_its_service(case)


@condition("named after its service")
def _named_after_its_service(case: Case) -> bool:
    """More than half of the words of the name are those of the row's service."""
    found = [(row.name, case.plan.find(Service, row.service)) for row in case.before if row.service]
    return any(likeness(name, other) > 0.5 for name, owner in found if owner for other in (owner.name, *owner.aliases))


@condition("dates out of order")
def _dates_out_of_order(case: Case) -> bool:
    days = [[day for day in (row.starts, row.ends, row.feedback_due) if day] for row in case.after]
    return any(row != sorted(row) for row in days)


@condition("kind in its name")
def _kind_in_its_name(case: Case) -> bool:
    return any(set(words_of(row.kind.value)) <= set(words_of(row.name)) for row in case.before)


@condition("the plan's organisation")
def _organisation_of_the_plan(case: Case) -> bool:
    return case.mutant.texts[0] == case.plan.header.organisation


@condition("organisation says statutory")
def _organisation_says_statutory(case: Case) -> bool:
    return "statutory" in text_of(case.mutant.was, "organisation")


@condition("only statutory partner")
def _only_statutory_partner(case: Case) -> bool:
    row: Any = case.mutant.was
    return [other for other in case.table if other.statutory and other.board == row.board] == [row]

"""A value of a record as pages show it: in words, references by name and as links."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lcsp.reports.differences.wording import record_name, shortened
from lcsp.reports.plan_document.wording import value_words
from lcsp.vocabulary.kinds import ListKind
from lcsp.vocabulary.noun import Column, Noun, is_blank
from lcsp.vocabulary.numbers import NumberKind, ShareKind, WholeKind
from lcsp.vocabulary.refs import referred_noun
from lcsp.web.records.opening import Opened, record_address
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

_LONGEST_NAME = 60
_LONGEST_QUOTED_CODE = 7
# What full words are for these short names of fields.
_LABELS: Mapping[str, str] = {"fte": "FTE", "prior_fte": "Prior FTE", "laa": "LAA"}


def label_of(column: Column) -> str:
    """Return the name of a field as a label: Prior FTE."""
    return _LABELS.get(column.name, column.label)


def is_numeric(column: Column) -> bool:
    """Say whether the values of a column are numbers, which stand at the right."""
    return isinstance(column.kind, (NumberKind, WholeKind))


def items_of(value: Any) -> tuple[Any, ...]:
    """Return the single values of a field: those of a list, the one of any other, none where it is blank."""
    if is_blank(value):
        return ()
    return value if isinstance(value, tuple) and not hasattr(value, "_fields") else (value,)


def reference_words(plan: WholePlan, noun: str, key: str) -> str:
    """Return a reference by name, with the key in brackets where that is another."""
    found = plan.find_named(noun, key)
    name = shortened(record_name(plan, found), _LONGEST_NAME) if found is not None else key
    return name if name == key else f"{name} ({key})"


def brief_words(plan: WholePlan, noun: str, key: str) -> str:
    """Return a reference as a list has room for it: the name, after a code that people quote (7B)."""
    found = plan.find_named(noun, key)
    name = shortened(record_name(plan, found), _LONGEST_NAME) if found is not None else key
    return f"{key} {name}" if name != key and len(key) <= _LONGEST_QUOTED_CODE else name


def words_of(plan: WholePlan, column: Column, value: Any) -> str:
    """Return a value in words, whole; blank where it is absent."""
    if is_blank(value):
        return ""
    noun = referred_noun(column.kind)
    if noun:
        return "; ".join(reference_words(plan, noun, key) for key in items_of(value))
    if isinstance(column.kind, ListKind):
        return column.show(value)
    if type(value) is int:
        return f"{value:,}"
    return value_words(column, value) + ("%" if isinstance(column.kind, ShareKind) else "")


def linked(opened: Opened, column: Column, value: Any, most: int = 0) -> str | SafeString:
    """Return a value in words, references as links; for a list, texts are shortened to `most` characters."""
    noun = referred_noun(column.kind)
    if noun is None or is_blank(value):
        text = words_of(opened.plan, column, value)
        return shortened(" ".join(text.split()), most) if most else text
    between = SafeString("<br>") if isinstance(column.kind, ListKind) else ""
    words = brief_words if most else reference_words
    links = (reference_link(opened, noun, key, words(opened.plan, noun, key)) for key in items_of(value))
    return format_html_join(between, "{}", ((link,) for link in links))


def reference_link(opened: Opened, noun: str, key: str, words: str) -> SafeString:
    """Return a link to the record that a reference names, or its key where there is no such record."""
    target = NOUN_BY_NAME.get(noun)
    code = opened.holder(target, key) if target else ""
    if target is None or not code:
        return format_html('{} <span class="lcsp-quiet">(not found)</span>', key)
    return link_to(opened, code, target, key, words)


def link_to(opened: Opened, code: str, noun: type[Noun], key: str, words: str) -> SafeString:
    """Return a link to a record of the plan `code`; in the past it stays there, for this plan's own records."""
    past = f"?at={opened.past}" if opened.past and code == opened.code else ""
    return format_html('<a class="govuk-link" href="{}{}">{}</a>', record_address(code, noun, key), past, words)

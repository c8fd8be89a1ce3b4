"""How a record, a value and a change of value read in the difference of two plans: names first, codes in brackets."""

from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from lcsp.reports.plan_document.wording import counted, number_words, value_words
from lcsp.vocabulary.kinds import ListKind, TextKind
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.numbers import PoundsKind, ShareKind
from lcsp.vocabulary.refs import referred_noun
from lcsp.whole_plan import WholePlan

BLANK = "blank"
_LONGEST_NAME = 70
_LONGEST_TEXT = 90
_MOST_PLACES = 6
_AROUND = 3
_LABELS = {"fte": "FTE", "prior_fte": "prior FTE", "laa": "LAA", "order": "place in the table"}


def field_label(column: Column) -> str:
    """Return the name of a field within a sentence: prior controllable, FTE."""
    return _LABELS.get(column.name, column.name.replace("_", " "))


def record_words(plan: WholePlan, record: Noun) -> str:
    """Return a record's name, and in brackets its noun and key: Behaviour Service (budget line behaviour-service)."""
    noun = f"{record.noun.replace('_', ' ')} {record.key}"
    name = shortened(record_name(plan, record), _LONGEST_NAME)
    return noun if name == record.key else f"{name} ({noun})"


def record_name(plan: WholePlan, record: Noun) -> str:
    """Return the name or title of a record, or else the names of what makes its key."""
    own = getattr(record, "name", None) or getattr(record, "title", None)
    if own:
        return str(own)
    fields = columns(type(record))
    parts = ((fields[name], getattr(record, name)) for name in record.key_fields)
    return ", ".join(_key_part(plan, column, value) for column, value in parts if value)


def _key_part(plan: WholePlan, column: Column, value: Any) -> str:
    """Return one part of a key; a reference by the name of the record referred to, or its key where that has none."""
    noun = referred_noun(column.kind)
    found = plan.find_named(noun, value) if noun else None
    own = getattr(found, "name", None) or getattr(found, "title", None)
    return shortened(str(own), _LONGEST_NAME) if own else value_words(column, value)


def shown(plan: WholePlan, column: Column, value: Any) -> str:
    """Return a value of `column` as a reader says it; a reference by name, with the code in brackets."""
    if value is None or value in ("", ()):
        return BLANK
    if isinstance(value, tuple) and isinstance(column.kind, ListKind):
        return "; ".join(_item(plan, column, item) for item in value)
    if referred_noun(column.kind):
        return _item(plan, column, value)
    words = value_words(column, value)
    if isinstance(column.kind, ShareKind):
        return f"{words}%"
    if type(value) is int:
        return f"{value:,}"
    return f"“{shortened(' '.join(words.split()), _LONGEST_TEXT)}”" if isinstance(column.kind, TextKind) else words


def _item(plan: WholePlan, column: Column, item: Any) -> str:
    """Return one value of a list, or the one reference of a cell."""
    name = _key_part(plan, column, item) if referred_noun(column.kind) else ""
    if not name:
        return column.kind.item.show(item) if isinstance(column.kind, ListKind) else str(item)
    return name if name == item else f"{name} ({item})"


def change_words(plans: tuple[WholePlan, WholePlan], column: Column, before: Any, after: Any) -> str:
    """Return what became of a value: £870,100 → £882,100 (+£12,000); `plans` are those of `before` and `after`."""
    if isinstance(column.kind, TextKind) and before and after and max(map(len, (before, after))) > _LONGEST_TEXT:
        return word_changes(before, after)
    if isinstance(column.kind, ListKind) and before and after and set(before) != set(after):
        return _list_words(plans, column, before, after)
    change = difference_words(column, before, after)
    was, is_now = (shown(plan, column, value) for plan, value in zip(plans, (before, after), strict=True))
    if was == is_now:
        return f"{was}: only spaces, line breaks or fractions of a penny differ"
    return f"{was} → {is_now}" + (f" ({change})" if change else "")


def _list_words(plans: tuple[WholePlan, WholePlan], column: Column, before: Any, after: Any) -> str:
    gone = tuple(item for item in before if item not in after)
    come = tuple(item for item in after if item not in before)
    said = [f"without {shown(plans[0], column, gone)}"] if gone else []
    return ", ".join([*said, *([f"now with {shown(plans[1], column, come)}"] if come else [])])


def difference_words(column: Column, before: Any, after: Any) -> str:
    """Return after − before with its sign, or days between two dates; blank where nothing can be subtracted."""
    if isinstance(before, date) and isinstance(after, date):
        days = (after - before).days
        return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
    if column.name == "order" or not is_amount(before) or not is_amount(after):
        return ""
    return signed_words(Decimal(after) - Decimal(before), pounds=isinstance(column.kind, PoundsKind))


def is_amount(value: Any) -> bool:
    """Say whether `value` is a number: pounds, full-time equivalents, a count."""
    return isinstance(value, Decimal) or type(value) is int


def signed_words(amount: Decimal, *, pounds: bool) -> str:
    """Return `amount` with its sign: +£12,000, −0.5."""
    words = show_pounds(amount) if pounds else number_words(amount)
    return f"+{words}" if amount > 0 else words


def word_changes(before: str, after: str) -> str:
    """Return where two long texts differ, word by word: … the council's [three → four] localities …"""
    old, new = before.split(), after.split()
    if old == new:
        return "only spaces or line breaks differ"
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    places = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if matcher.ratio() < 0.5 or len(places) > _MOST_PLACES:
        quoted = [shortened(" ".join(words), _LONGEST_TEXT) for words in (old, new)]
        counts = f"{counted(len(old), 'word')} → {counted(len(new), 'word')}"
        return f"written anew ({counts}): “{quoted[0]}” → “{quoted[1]}”"
    return "; ".join(_place_words(old, new, *code[1:]) for code in places)


def _place_words(old: list[str], new: list[str], start: int, end: int, first: int, last: int) -> str:
    """Return one place in which the texts differ, with a few words around it."""
    was, is_now = (shortened(" ".join(words), _LONGEST_TEXT) for words in (old[start:end], new[first:last]))
    lead, trail = old[max(0, start - _AROUND) : start], old[end : end + _AROUND]
    inner = f"{was} → {is_now}" if was and is_now else f"added: {is_now}" if is_now else f"removed: {was}"
    left = "… " if start > _AROUND else ""
    right = " …" if end + _AROUND < len(old) else ""
    return f"{left}{' '.join([*lead, f'[{inner}]', *trail])}{right}"


def shortened(text: str, most: int) -> str:
    """Return `text`, its end left off between two words where it is longer than `most` characters."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"

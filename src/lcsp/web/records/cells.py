"""The cells of a form: a record as texts, texts as a record, every text read by the kind of its field."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import QueryDict

from lcsp.vocabulary.kinds import ChoiceKind, ListKind, clean
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.refs import referred_noun
from lcsp.web.records.values import items_of
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

Texts = Mapping[str, str]


class Typed(NamedTuple):
    """What a form holds: texts as typed, the values that could be read, mistakes by field, the record if none."""

    texts: Texts
    values: dict[str, Any]
    mistakes: dict[str, str]
    record: Noun | None


def texts_of(record: Noun) -> dict[str, str]:
    """Return the texts with which a form shows `record`."""
    return {name: column.show(getattr(record, name)) for name, column in columns(type(record)).items()}


def blank_texts(noun: type[Noun]) -> dict[str, str]:
    """Return the texts of a form for a new record: the defaults."""
    return {name: "" if column.required else column.show(column.default) for name, column in columns(noun).items()}


def texts_sent(noun: type[Noun], sent: QueryDict) -> dict[str, str]:
    """Return the texts that a form sent, as they were typed; several boxes of one field are parted by semicolons."""
    return {name: "; ".join(sent.getlist(name)) for name in columns(noun)}


def read_texts(noun: type[Noun], texts: Texts, plan: WholePlan, stands: Noun | None = None) -> Typed:
    """Return what `texts` say, read as cells of a file are; `plan` knows the names that may stand for keys.

    `stands` is the record as it is, whose references stay what they are, even where they are names of something.
    """
    values: dict[str, Any] = {}
    mistakes: dict[str, str] = {}
    for name, column in columns(noun).items():
        try:
            kept = items_of(getattr(stands, name)) if stands is not None else ()
            values[name] = _read(column, texts.get(name, ""), plan, kept)
        except ValueError as mistake:
            mistakes[name] = str(mistake)
    return Typed(texts, values, mistakes, None if mistakes else noun.of_typed(dict(values)))


def _read(column: Column, text: str, plan: WholePlan, kept: tuple[Any, ...]) -> Any:
    """Return the value of one cell; raises ValueError with what is wrong and what would be right."""
    text = clean(text)
    if not text:
        if column.required:
            raise ValueError(f"must be filled in; right would be {column.kind.expects}")
        return column.default
    noun = referred_noun(column.kind)
    if not noun:
        return column.kind.read(text)
    if isinstance(column.kind, ListKind):
        return column.kind.read("; ".join(_key_of(plan, noun, part.strip(), kept) for part in text.split(";")))
    return column.kind.read(_key_of(plan, noun, text, kept))


def _key_of(plan: WholePlan, noun: str, text: str, kept: tuple[Any, ...]) -> str:
    """Return the key of the one record that is called `text`; `text` itself where it is a key, or names none or two."""
    kind = NOUN_BY_NAME.get(noun)
    if kind is None or text in kept or plan.find(kind, text) is not None:
        return text
    return keys_by_name(plan, kind).get(_folded(text)) or text


def keys_by_name(plan: WholePlan, noun: type[Noun]) -> Mapping[str, str]:
    """Return the keys of `noun` by name in small letters; blank for a name that two records have."""

    def gather() -> dict[str, str]:
        found: dict[str, str] = {}
        for record in plan.whole_of(noun):
            name = getattr(record, "name", None) or getattr(record, "title", None)
            if name:
                found[_folded(name)] = "" if _folded(name) in found else record.key
        return found

    return plan.once(("keys by name", noun), gather)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def is_choice_list(column: Column) -> bool:
    """Say whether a field takes several words of an enumeration, which a form shows as boxes."""
    return isinstance(column.kind, ListKind) and isinstance(column.kind.item, ChoiceKind)


def differing(noun: type[Noun], one: Noun | None, other: Noun | None) -> list[str]:
    """Return the fields in which two versions of a record differ; all that are filled where one is absent."""
    blank = {name: column.default for name, column in columns(noun).items()}
    first, second = ((vars(record) if record else blank) for record in (one, other))
    fields = columns(noun)
    return [name for name in fields if fields[name].show(first[name]) != fields[name].show(second[name])]

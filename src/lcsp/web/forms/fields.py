"""A field of a form made from a column of a noun: the kind of value says which input it gets."""

from collections.abc import Sequence

from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.kinds import ChoiceKind, CodeKind, Kind, ListKind, PhraseKind, TextKind, YesNoKind
from lcsp.vocabulary.noun import Column
from lcsp.vocabulary.numbers import NumberKind, PoundsKind, WholeKind
from lcsp.vocabulary.refs import referred_noun
from lcsp.web.showing import Beside, Choice, Field

FEW = 5  # choices that are shown at once; more go into a list to drop down
FEW_REFERENCES = 12
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
NOT_GIVEN = Choice("", "Not given")


def field_of(
    column: Column,
    text: str,
    *,
    errors: Sequence[str] = (),
    beside: Sequence[Beside] = (),
    known: Sequence[Choice] = (),
    check: str = "",
    read_only: bool = False,
) -> Field:
    """Return the field for `column` with `text` in it, as typed or as canonical text.

    `known` are the records that a reference may name: key and title.
    """
    kind = column.kind
    choices = choices_of(column, known)
    return Field(
        name=column.name,
        label=column.label,
        input=input_of(kind, sum(bool(choice.value) for choice in choices), text),
        value=text,
        hint=_hint(column),
        errors=tuple(errors),
        beside=tuple(beside),
        choices=choices,
        required=column.required,
        width=_width(kind),
        check=check,
        read_only=read_only,
    )


def choices_of(column: Column, known: Sequence[Choice]) -> tuple[Choice, ...]:
    """Return what can be chosen; for a choice that may stay blank, being blank is one of them."""
    kind = column.kind
    if referred_noun(kind):
        return tuple(known)
    if isinstance(kind, YesNoKind):
        return YES_NO if column.required or column.default is not None else (*YES_NO, NOT_GIVEN)
    if isinstance(kind, ChoiceKind):
        found = tuple(Choice(word, word[:1].upper() + word[1:]) for word in kind.choices)
        return found if column.required or column.default or len(found) > FEW else (*found, NOT_GIVEN)
    return ()


def input_of(kind: Kind, choices: int, text: str = "") -> str:
    """Return the input for values of `kind`, of which there are so many choices (0 where the text is free)."""
    if isinstance(kind, ListKind):
        return _several(kind, choices)
    if isinstance(kind, ChoiceKind | YesNoKind):
        return "radios" if choices <= FEW else "select"
    if referred_noun(kind):
        return "reference"
    if isinstance(kind, PoundsKind):
        return "pounds"
    if isinstance(kind, NumberKind | WholeKind):
        return "number"
    if isinstance(kind, DayKind):
        return "date"
    if isinstance(kind, PhraseKind | CodeKind) or not isinstance(kind, TextKind):
        return "textarea" if "\n" in text else "text"
    return "textarea"


def _several(kind: ListKind, choices: int) -> str:
    return "checkboxes" if referred_noun(kind) and 0 < choices <= FEW_REFERENCES else "several"


def _hint(column: Column) -> str:
    """The description; a day adds how it may be written, because its input is a plain one."""
    if isinstance(column.kind, DayKind):
        return f"{column.description}. For example, 31 July 2009 or 31/07/2009"
    return column.description


def _width(kind: Kind) -> int:
    """The width of the input in characters, where the value is short."""
    if isinstance(kind, NumberKind | WholeKind):
        return 10
    return 20 if isinstance(kind, DayKind | CodeKind) else 0

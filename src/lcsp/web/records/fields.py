"""The fields of a form, made from the model: the input that suits each kind, its hint, its choices."""

from collections.abc import Mapping

from lcsp.partnership.plan import Plan
from lcsp.reports.differences.wording import record_name, shortened
from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.kinds import ChoiceKind, CodeKind, Kind, ListKind, TextKind, YesNoKind
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.numbers import NumberKind, PoundsKind, WholeKind
from lcsp.vocabulary.periods import PeriodKind
from lcsp.vocabulary.refs import KeyOf, referred_noun
from lcsp.web.records.cells import Texts, is_choice_list
from lcsp.web.records.opening import Opened
from lcsp.web.records.values import label_of
from lcsp.web.showing import Beside, Choice, Field
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

_FEW = 4  # so many words are shown at once, more in a drop-down
_SHORT = 60  # texts up to here are typed on one line
_LONGEST_NAME = 80
_WIDTHS: tuple[tuple[type[Kind], int], ...] = (
    (WholeKind, 5),
    (NumberKind, 10),
    (DayKind, 20),
    (PeriodKind, 20),
    (KeyOf, 0),
    (CodeKind, 20),
)
# What of the plan's own record stays as it is: its address, and what its local plans build on.
FIXED = frozenset(("code", "level", "area", "county_plan"))


def fields_of(
    opened: Opened,
    noun: type[Noun],
    texts: Texts,
    *,
    mistakes: Mapping[str, str],
    beside: Mapping[str, tuple[Beside, ...]],
    check: str,
) -> list[Field]:
    """Return the fields of a form with `texts`; `mistakes` and findings by field, `check` the address of more."""
    return [
        _field(opened.plan, noun, column, texts.get(name, ""))._replace(
            errors=(mistakes[name],) if name in mistakes else (), beside=beside.get(name, ()), check=check
        )
        for name, column in columns(noun).items()
    ]


def _field(plan: WholePlan, noun: type[Noun], column: Column, text: str) -> Field:
    fixed = noun is Plan and column.name in FIXED
    kind = "text" if fixed else input_of(plan, noun, column, text)
    plain = Field(column.name, label_of(column), kind, text, _hint(column), width=_width(column, kind), read_only=fixed)
    return plain._replace(choices=_choices(plan, column, kind, text), required=column.required or _never_blank(column))


def _never_blank(column: Column) -> bool:
    """Say whether a field always has a value, since its default is one: yes or no, a number."""
    return column.default is not None and column.default not in ("", ())


def input_of(plan: WholePlan, noun: type[Noun], column: Column, text: str) -> str:
    """Return the input that suits a field: one of those that `showing.Field` knows."""
    kind = column.kind
    if is_choice_list(column):
        return "checkboxes"
    if isinstance(kind, ListKind):
        return "several" if referred_noun(kind) else "text"
    if referred_noun(kind):
        return "reference"
    if isinstance(kind, YesNoKind):
        return "radios"
    if isinstance(kind, ChoiceKind):
        return "radios" if len(kind.choices) <= _FEW and column.required else "select"
    if isinstance(kind, TextKind):
        return "textarea" if _is_long(plan, noun, column, text) else "text"
    return _plain_input(kind)


def _plain_input(kind: Kind) -> str:
    if isinstance(kind, PoundsKind):
        return "pounds"
    if isinstance(kind, (NumberKind, WholeKind)):
        return "number"
    return "date" if isinstance(kind, DayKind) else "text"


def _is_long(plan: WholePlan, noun: type[Noun], column: Column, text: str) -> bool:
    """Say whether a text needs several lines: this one does, another record's does, or nobody knows yet."""
    if "\n" in text or "\r" in text or len(text) > _SHORT:
        return True

    def longest() -> int:
        known = [getattr(record, column.name) for record in plan.whole_of(noun)]
        texts = [value for value in known if value]
        if not texts:
            return 0 if column.required else _SHORT + 1
        return max(_SHORT + 1 if "\n" in value else len(value) for value in texts)

    return plan.once(("longest", noun, column.name), longest) > _SHORT


def _hint(column: Column) -> str:
    # Boxes are ticked: nobody has to type what parts them.
    typed_only = ", parted by semicolons" if is_choice_list(column) else ""
    hint = f"{column.description.removesuffix(typed_only)}."
    if isinstance(column.kind, DayKind):
        return f"{hint} For example, 31 July 2009 or 31/07/2009."
    return f"{hint} For example, {column.kind.example}." if isinstance(column.kind, PeriodKind) else hint


def _width(column: Column, kind: str) -> int:
    if kind in ("textarea", "several"):
        return 0
    return next((width for of, width in _WIDTHS if isinstance(column.kind, of)), 0)


def _choices(plan: WholePlan, column: Column, kind: str, text: str) -> tuple[Choice, ...]:
    if kind in ("reference", "several"):
        return reference_choices(plan, referred_noun(column.kind) or "")
    if isinstance(column.kind, YesNoKind):
        blank = (Choice("", "Not given"),) if column.default is None and not column.required else ()
        return (Choice("yes", "Yes"), Choice("no", "No"), *blank)
    if isinstance(column.kind, ChoiceKind):
        return tuple(_choice(word) for word in column.kind.choices)
    if isinstance(column.kind, ListKind) and isinstance(column.kind.item, ChoiceKind):
        # What is chosen stands first, in its order, so that a form sent back unchanged changes nothing.
        chosen = [part.strip() for part in text.split(";") if part.strip()]
        rest = [word for word in column.kind.item.choices if word not in chosen]
        return tuple(_choice(word) for word in dict.fromkeys((*chosen, *rest)))
    return ()


def _choice(word: str) -> Choice:
    return Choice(word, word.capitalize() if word.islower() else word)


def reference_choices(plan: WholePlan, noun: str) -> tuple[Choice, ...]:
    """Return the keys that a reference to `noun` may name, inherited ones too, with the names of their records."""
    kind = NOUN_BY_NAME.get(noun)
    if kind is None:
        return ()

    def gather() -> tuple[Choice, ...]:
        return tuple(
            Choice(record.key, shortened(record_name(plan, record), _LONGEST_NAME)) for record in plan.whole_of(kind)
        )

    return plan.once(("reference choices", noun), gather)

"""Made-up plans: any text, number, day and code that a plan may hold, the awkward ones first."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.kinds import ChoiceKind, CodeKind, Kind, ListKind, PhraseKind, YesNoKind, clean
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.numbers import NumberKind, WholeKind
from lcsp.vocabulary.periods import Period, PeriodKind, YearKind
from lcsp.whole_plan import NOUNS, WholePlan

AWKWARD = (
    "=1+1", "+44 1234", "-5", "-05", "@SUM(A1)", "'", "'=x", "''-2", "'\t=x", "＝1", "－1", "\t", "\n", "\r\n", "\r",
    "_x0041_", "_x005F_", "_x005F_x0041_", "_xD83D_", "_X0041_", "<r>", "</r>", "<r><t>x</t></r>",
    "<t>&amp;</t>", "]]>", "&#95;",
    "\u2028", "\u2029", "\u0085", "\u200b", "\u200d", "\u202e", "\ufffd", "a\u0300", "\u00e9",
    "\U0001f469\u200d\U0001f467",
    "\u00a0", "\u3000", "#N/A", "TRUE", "NULL", "None", "nan", "1e5", "007", "1.10", "1/2", "2009-04-30", "12:30",
    '"', '""', ",", ";", "|", " | ", "\\", "\\n", "%", "{=1}", "http://a/b", "internal:A1", "#", "[plan]", "format = 2",
    "Ω", "中文", "ß", "İ",
)  # fmt: skip


def _fit(kind: Kind, text: str) -> str:
    """Return `text` made fit for `kind`: what it may not hold becomes a hyphen."""
    for mark in (";", "|", "\n", "\r", "\t") if isinstance(kind, (CodeKind, PhraseKind)) else ():
        text = text.replace(mark, "-")
    shown = "".join(character for character in text if _is_clean(character))
    return kind.show(kind.read(clean(shown) or "x"))


def _is_clean(character: str) -> bool:
    try:
        clean(f"a{character}a")
    except ValueError:
        return False
    return True


_PIECES = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=8))
TEXTS = st.lists(_PIECES, min_size=1, max_size=5).map("".join)
DAYS = st.one_of(
    st.dates(date(1899, 12, 25), date(1900, 3, 5)),
    st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    st.dates(date(2008, 1, 1), date(2011, 1, 1)),
)
_DIGITS = st.one_of(st.integers(0, 10**7), st.integers(0, 10**24 - 1))
PERIODS = st.builds(Period, st.sampled_from(YearKind), st.integers(1900, 2998))


@st.composite
def _numbers(draw: st.DrawFn, least: Decimal | None) -> Decimal:
    digits, places, sign = draw(_DIGITS), draw(st.integers(0, 6)), draw(st.sampled_from((0, 1)))
    number = Decimal((0 if least is not None else sign, tuple(map(int, str(digits))), -places))
    return number if len(number.as_tuple().digits) <= 24 and -number.adjusted() < 24 else Decimal(digits)


def texts_for(kind: Kind) -> st.SearchStrategy[str]:
    """Return canonical texts that `kind` reads."""
    if isinstance(kind, ListKind):
        return st.lists(texts_for(kind.item), min_size=1, max_size=3).map("; ".join)
    if isinstance(kind, DayKind):
        return DAYS.map(kind.show)
    if isinstance(kind, WholeKind):
        return _DIGITS.map(str)
    if isinstance(kind, NumberKind):
        return _numbers(kind.least).map(kind.show)
    if isinstance(kind, PeriodKind):
        return PERIODS.map(str)
    if isinstance(kind, YesNoKind):
        return st.sampled_from(("yes", "no"))
    if isinstance(kind, ChoiceKind):
        return st.sampled_from(kind.choices)
    fit = TEXTS.map(lambda text: _fit(kind, text))
    return st.sampled_from(("7B", "NI 87", "4.1")) | fit if isinstance(kind, CodeKind) else fit


@st.composite
def records(draw: st.DrawFn, noun: type[Noun]) -> Noun:
    """Return a record of `noun`, as the readers build it."""
    values: dict[str, Any] = {}
    for name, column in columns(noun).items():
        blank = not column.required and draw(st.booleans())
        values[name] = column.default if blank else column.kind.read(draw(texts_for(column.kind)))
    return noun.model_construct(**values)


@st.composite
def plans(draw: st.DrawFn) -> WholePlan:
    """Return a plan with its own record and a few records of a few nouns, every key once."""
    made: dict[type[Noun], list[Noun]] = {NOUNS[0]: [draw(records(NOUNS[0]))]}
    for noun in draw(st.lists(st.sampled_from(NOUNS[1:]), max_size=4, unique=True)):
        made[noun] = draw(st.lists(records(noun), min_size=1, max_size=3, unique_by=lambda record: record.key))
    return WholePlan(made)

"""What every kind of value promises: reading what it shows, one answer on every way in, and its example."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.files.strategies import TEXTS, records, texts_for

from lcsp.files.harmless import disarm
from lcsp.files.rows import Log, read_records
from lcsp.files.tables import Row, Table
from lcsp.partnership.governance import Partner
from lcsp.partnership.plan import DateKind, Objective
from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.kinds import ChoiceKind, CodeKind, Kind, ListKind, PhraseKind, TextKind, YesNoKind, clean, quoted
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.numbers import FteKind, NumberKind, PoundsKind, ShareKind, WholeKind, exact_number
from lcsp.vocabulary.periods import Period, PeriodKind, YearKind
from lcsp.vocabulary.refs import KeyOf, To, referred_noun, to_several
from lcsp.whole_plan import NOUNS

KINDS: tuple[Kind, ...] = (
    TextKind(), CodeKind(), YesNoKind(), ChoiceKind(DateKind), ListKind(PhraseKind()), ListKind(ChoiceKind(DateKind)),
    NumberKind(), ShareKind(), PoundsKind(), FteKind(), WholeKind(), DayKind(), PeriodKind(), To("post"), KeyOf(),
    to_several("post"),
)  # fmt: skip
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
ANYTHING = st.one_of(
    TEXTS,
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.sampled_from(["yes", "(1)", "£5", "1%"]),
)


class Outcome(NamedTuple):
    """What a call returned, or what it said in refusing."""

    value: Any
    refusal: str


def outcome(call: Any, *values: Any) -> Outcome:
    try:
        return Outcome(call(*values), "")
    except ValueError as error:
        return Outcome(None, str(error))


@EVERY_KIND
@given(data=st.data())
def test_reading_what_is_shown_gives_the_value(kind: Kind, data: st.DataObject) -> None:
    text = data.draw(texts_for(kind))
    value = kind.read(text)
    assert kind.read(kind.show(value)) == value
    assert kind.show(kind.read(kind.show(value))) == kind.show(value)
    assert kind.accept(value) == value
    assert kind.accept(f"  {text}\r\n") == value
    assert kind.accept(kind.to_json(value)) == value


@EVERY_KIND
@given(text=ANYTHING)
def test_any_text_is_read_or_refused_with_a_sentence(kind: Kind, text: str) -> None:
    cleaned = outcome(clean, text)
    assert not cleaned.refusal or cleaned.refusal.startswith("holds the character U+")
    if not cleaned.value:
        return
    found = outcome(kind.read, cleaned.value)
    if found.refusal:
        expected = kind.item.expects if isinstance(kind, ListKind) else kind.expects
        assert expected in found.refusal or "more than 24 digits" in found.refusal
    else:
        assert kind.read(kind.show(found.value)) == found.value or not kind.show(found.value)


@EVERY_KIND
def test_the_example_is_right(kind: Kind) -> None:
    assert kind.show(kind.read(kind.example)) == kind.example


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.noun)
@given(data=st.data())
def test_the_two_ways_to_a_record_agree(noun: type[Noun], data: st.DataObject) -> None:
    """Cells read by the kinds, and the same texts validated by pydantic, give the same record or are both refused."""
    cells = {
        name: data.draw(st.one_of(st.just(""), texts_for(column.kind)), name) for name, column in columns(noun).items()
    }
    log = Log([], [])
    read = read_records(noun, Table("t", [Row(1, list(cells)), Row(2, list(map(disarm, cells.values())))]), log)
    validated = outcome(noun.model_validate, cells)
    if log.problems or not read:
        assert validated.refusal
    else:
        assert validated.value == read[0][0]


@given(record=st.sampled_from(NOUNS).flatmap(records))
def test_a_record_survives_pydantic_s_own_json(record: Noun) -> None:
    assert type(record).model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize("blank", ["", "  ", None, [], ()])
def test_a_blank_is_an_absence_to_pydantic_too(blank: Any) -> None:
    good = {"board": "b", "organisation": "O", "statutory": "yes", "note": blank}
    assert Partner.model_validate(good).note == ""
    with pytest.raises(ValidationError, match="Field required"):
        Partner.model_validate(good | {"organisation": blank})
    with pytest.raises(ValidationError, match="not permitted"):
        Partner.model_validate(good | {"colour": "red"})


def test_lists_keep_order_and_drop_doubles_and_blanks() -> None:
    kind = to_several("post")
    assert kind.read("b; a;b;;") == kind.accept(["b", "a", "b", ""]) == ("b", "a")
    assert Objective.model_fields["owners"].default == ()


@pytest.mark.parametrize(
    ("kind", "value"),
    [(NumberKind(), float("nan")), (NumberKind(), True), (NumberKind(), Decimal("Infinity")), (WholeKind(), True),
     (WholeKind(), -1), (TextKind(), 5), (YesNoKind(), 1), (DayKind(), 39933), (FteKind(), Decimal(-1)),
     (PeriodKind(), 2009), (NumberKind(), Decimal("1E30")), (WholeKind(), 10**30)],
)  # fmt: skip
def test_typed_values_of_the_wrong_kind_are_refused(kind: Kind, value: Any) -> None:
    with pytest.raises(ValueError, match=r"is not|more than 24 digits|out of range"):
        kind.accept(value)


def test_a_moment_is_its_day() -> None:
    assert DayKind().accept(datetime(2009, 4, 30, 12)) == date(2009, 4, 30)  # noqa: DTZ001


@pytest.mark.parametrize("text", ["31/02/2009", "2009-13-01", "30 Foo 2009", "0000-01-01", "19999", "٢٠٠٩-٠٤-٣٠"])
def test_days_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date such as"):
        DayKind().read(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [("1/2/69", date(2069, 2, 1)), ("1/2/70", date(1970, 2, 1)), ("1st Sept 2009", date(2009, 9, 1))],
)
def test_short_years_and_long_months(text: str, day: date) -> None:
    assert DayKind().read(text) == day


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("financial 2009/10", Period(YearKind.FINANCIAL, 2009)), ("FY2009-10", Period(YearKind.FINANCIAL, 2009)),
        ("academic year 2008/9", Period(YearKind.ACADEMIC, 2008)),
        ("Academic year 2008/09", Period(YearKind.ACADEMIC, 2008)),
        ("calendar 2008", Period(YearKind.CALENDAR, 2008)), ("calendar 2008/09", None), ("financial 2009", None),
        ("financial 1999/2000", Period(YearKind.FINANCIAL, 1999)), ("financial 2009/11", None), ("2009/10", None),
        ("financial 2009-2010", Period(YearKind.FINANCIAL, 2009)), ("financial 2009/1910", None),
        ("financial 1999/00", Period(YearKind.FINANCIAL, 1999)),
        ("grant 1899/00", None), ("grant 3000/01", None), ("(grant) 2009/10", Period(YearKind.GRANT, 2009)),
    ],
)  # fmt: skip
def test_periods(text: str, period: Period | None) -> None:
    found = outcome(PeriodKind().read, text)
    assert found.value == period
    assert period or "is not a period such as" in found.refusal


@given(kind=st.sampled_from(YearKind), year=st.integers(1900, 2999))
def test_every_period_has_its_days_and_its_text(kind: YearKind, year: int) -> None:
    period = Period(kind, year)
    assert period.first_day.year == year
    months = (period.last_day.year - year) * 12 + period.last_day.month - period.first_day.month + 1
    assert months == (17 if kind is YearKind.GRANT else 12)
    assert PeriodKind().read(str(period)) == period
    assert period.shift(1).shift(-1) == period


@given(number=st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20))
def test_an_exact_number_is_exact_or_none(number: Decimal) -> None:
    found = exact_number(number)
    if found is None:
        assert len(number.normalize().as_tuple().digits) > 15 or abs(number) >= 10**15
    else:
        assert Decimal(repr(found)) == number
        assert Decimal(f"{found:.15g}") == number


def test_references_say_where_they_point() -> None:
    assert referred_noun(To("post")) == referred_noun(to_several("post")) == "post"
    assert referred_noun(KeyOf()) is None


def test_long_values_are_quoted_in_part() -> None:
    assert quoted("x" * 81) == f"'{'x' * 80}'…"
    with pytest.raises(ValueError, match="…") as refused:
        NumberKind().read("x" * 30_000)
    assert len(str(refused.value)) < 250

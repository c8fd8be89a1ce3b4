"""How values read on a page."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.partnership.plan import ProgressStatus
from lcsp.vocabulary.findings import Level
from lcsp.web import showing


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (showing.pounds(Decimal("-870100")), "−£870,100"),
        (showing.thousands(Decimal(870050)), "870.1"),
        (showing.fte(Decimal("1299.25")), "1,299.3"),
        (showing.number(1234567), "1,234,567"),
        (showing.day_text(date(2009, 7, 31)), "31 July 2009"),
        (showing.moment_words(datetime(2026, 7, 1, 13, 5, tzinfo=UTC)), "1 July 2026 at 14:05"),
        (showing.day_text(datetime(2026, 7, 31, 23, 30, tzinfo=UTC)), "1 August 2026"),
        (showing.out_of(3, 1200), "3 of 1,200"),
        (showing.query_text({"sort": "code", "q": "", "page": None}), "?sort=code"),
        (showing.query_text({}), ""),
    ],
)
def test_values_read_as_the_published_plan_has_them(shown: str, wanted: str) -> None:
    assert shown == wanted


@pytest.mark.parametrize("words", [showing.pounds, showing.thousands, showing.fte, showing.number, showing.day_text])
def test_what_is_absent_is_blank(words: object) -> None:
    assert words(None) == ""  # type: ignore[operator]


@given(st.text(max_size=20))
def test_every_status_has_a_colour(status: str) -> None:
    assert showing.status_colour(status) in {"green", "teal", "yellow", "red", "grey", "purple"}


def test_the_words_of_the_plan_have_colours_of_their_own() -> None:
    assert {word.value for word in (*ProgressStatus, *Level)} <= showing.COLOURS.keys()

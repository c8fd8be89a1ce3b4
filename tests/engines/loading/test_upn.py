"""Unique Pupil Numbers: worked examples, slips that the check letter finds, and SQL that agrees."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.engines.loading.upn import LETTERS, check_letter, is_upn, is_upn_sql, masked

digits = st.text("0123456789", min_size=11, max_size=11)
lasts = st.sampled_from("0123456789" + LETTERS)


def test_by_hand() -> None:
    # 8*2 + 8*3 + 6*4 + 2*5 + 1*8 + 1*13 = 95 = 4 * 23 + 3, and the letters count from A, 0
    assert check_letter("886200100001") == LETTERS[95 % 23] == "D"
    assert is_upn("D886200100001")
    assert not is_upn("A886200100001")
    assert is_upn(check_letter("88620010000A") + "88620010000A")  # a temporary number


@pytest.mark.parametrize(
    "text", ["", "D88620010000", "D8862001000011", "I886200100001", "d886200100001", "D88620010000I"]
)
def test_other_forms_are_refused(text: str) -> None:
    assert not is_upn(text)


@given(digits, lasts, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_found(most: str, last: str, place: int, more: int) -> None:
    slip = most[:place] + str((int(most[place]) + more) % 10) + most[place + 1 :]
    assert not is_upn(check_letter(most + last) + slip + last)


@given(digits, lasts, st.integers(0, 9))
def test_two_digits_that_changed_places_are_found(most: str, last: str, place: int) -> None:
    slip = most[:place] + most[place + 1] + most[place] + most[place + 2 :]
    if slip != most:
        assert not is_upn(check_letter(most + last) + slip + last)


def test_sql_agrees() -> None:
    with duckdb.connect() as database:

        @given(
            st.one_of(st.from_regex(r"[A-Z][0-9]{11}[0-9A-Z]", fullmatch=True), st.text(max_size=14), st.none()),
            st.booleans(),
        )
        def agrees(text: str | None, right: bool) -> None:
            if right and text and is_upn(check := "A" + text[1:]) is False and len(text) == 13:
                text = next((letter + text[1:] for letter in LETTERS if is_upn(letter + text[1:])), check)
            (found,) = database.execute(
                f"SELECT coalesce({is_upn_sql('t')}, false) FROM (SELECT ?::VARCHAR AS t)", [text]
            ).fetchone() or (None,)
            assert found == (text is not None and is_upn(text))

        agrees()


def test_masked() -> None:
    assert masked("D886200100001") == "D**********01"
    assert masked("D88") == "***"

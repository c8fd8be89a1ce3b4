"""Cells that a spreadsheet would run are disarmed, and come back as they were."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.files.strategies import AWKWARD, TEXTS

from lcsp.files.harmless import disarm, rearm

ANY_TEXT = st.one_of(TEXTS, st.text("'=+-@\t\r1.0x＝", max_size=6), st.sampled_from(AWKWARD))
NUMBER = re.compile(r"-\d+(\.\d+)?", re.ASCII)


@given(text=ANY_TEXT)
def test_what_is_disarmed_comes_back(text: str) -> None:
    assert rearm(disarm(text)) == text


@given(text=ANY_TEXT)
def test_nothing_that_is_disarmed_would_run(text: str) -> None:
    safe = disarm(text)
    assert safe[:1] not in tuple("=+-@\t\r＝＋－＠") or NUMBER.fullmatch(safe)


@pytest.mark.parametrize("text", ["plain", "'quoted'", "", "-5", "-0.5", "a=b", "'", "£5"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert disarm(text) == rearm(text) == text


@pytest.mark.parametrize("text", ["-05", "-5+1", "-", "--5", "-1e5", "+5", "＝1"])
def test_what_only_looks_like_a_number_is_disarmed(text: str) -> None:
    assert disarm(text) == f"'{text}"

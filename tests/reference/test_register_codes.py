"""The register codes: two tables by date, and refusals that name the code."""

from datetime import date

import pytest

from lcsp.reference.register_codes import MarkClass, all_codes, changes, codes_on, explain_unknown

BEFORE, AFTER = date(2009, 1, 12), date(2024, 9, 2)


def in_class(day: date, mark_class: MarkClass) -> str:
    return " ".join(sorted(code.code for code in codes_on(day).values() if code.mark_class is mark_class))


def test_the_codes_of_2009() -> None:
    assert in_class(BEFORE, MarkClass.PRESENT) == "/ L \\"
    assert in_class(BEFORE, MarkClass.APPROVED_ACTIVITY) == "B J P V W"
    assert in_class(BEFORE, MarkClass.AUTHORISED) == "C E F H I M R S T"
    assert in_class(BEFORE, MarkClass.UNAUTHORISED) == "G N O U"
    assert in_class(BEFORE, MarkClass.NOT_REQUIRED) == "# D X Y Z"


def test_the_codes_of_2024() -> None:
    assert in_class(AFTER, MarkClass.APPROVED_ACTIVITY) == "B K P V W"
    assert in_class(AFTER, MarkClass.AUTHORISED) == "C C1 C2 E I J1 M R S T"
    assert in_class(AFTER, MarkClass.NOT_REQUIRED) == "# D Q X Y1 Y2 Y3 Y4 Y5 Y6 Y7 Z"


def test_an_interview_became_an_absence() -> None:
    assert codes_on(BEFORE)["J"].attending
    assert codes_on(AFTER)["j"].authorised


def test_signs_are_single_and_told_apart() -> None:
    assert all(len(code.sign) == 1 for code in all_codes())
    for day in changes():
        assert len({code.sign for code in codes_on(day).values()}) == sum(code.in_force(day) for code in all_codes())


@pytest.mark.parametrize("code", all_codes(), ids=lambda code: f"{code.code} {code.valid_from}")
def test_a_code_is_attended_missed_or_not_possible(code) -> None:  # type: ignore[no-untyped-def]
    assert code.attending + code.absent + (not code.possible) == 1
    assert not (code.authorised and not code.absent)


def test_refusals_name_the_code() -> None:
    assert explain_unknown("H", AFTER) == (
        "Register code 'H' (Family holiday, agreed) was in force from 2006-09-01 to 2024-08-18, not on 2024-09-02."
    )
    assert explain_unknown("?", BEFORE).startswith("'?' is not a register code. On 2009-01-12 these were: / \\ L")


def test_no_codes_before_the_first_table() -> None:
    assert not codes_on(date(2000, 1, 1))

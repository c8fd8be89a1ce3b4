"""Attendance marks in SQL: ten codes made ten signs, codes in force week by week, sessions gathered into weeks."""

from datetime import date

from lcsp.children.pupils.year import SESSIONS_A_WEEK, SchoolYear
from lcsp.engines.loading.sql import literal
from lcsp.reference.register_codes import NO_MARK, all_codes, changes, codes_on, explain_unknown

_SIGNS = {code.code: code.sign for code in all_codes() if code.code != code.sign}
# In a text of ten codes with something between them, or in a cell of one code.
_SPLIT = r"[\s,;|]+"


def ten_signs(text: str) -> str:
    """Return in SQL the ten signs of a week of marks, from ten signs or ten codes with something between them."""
    codes = f"regexp_split_to_array(trim({text}), '{_SPLIT}')"
    signs = f"list_aggregate(list_transform({codes}, code -> {sign_of('code')}), 'string_agg', '')"
    blank = f"replace({text}, ' ', '{NO_MARK}')"
    plain = f"length({text}) = {SESSIONS_A_WEEK} AND NOT regexp_matches({text}, '[,;|]')"
    return f"CASE WHEN {plain} THEN {blank} ELSE {signs} END"


def sign_of(code: str) -> str:
    """Return in SQL the sign of one code; a blank is no mark."""
    cases = " ".join(f"WHEN {literal(long)} THEN {literal(sign)}" for long, sign in _SIGNS.items())
    return f"(CASE trim({code}) {cases} WHEN '' THEN '{NO_MARK}' ELSE trim({code}) END)"


def wrong_signs(marks: str, day: str, year: int) -> str:
    """Return in SQL those of the signs of `marks` that were no register code on `day`."""
    valid = "CASE " + " ".join(
        f"WHEN {day} >= DATE '{start}' THEN {literal(_signs_on(start))}" for start in _starts(year)
    )
    return f"translate({marks}, {valid} ELSE '{NO_MARK}' END, '')"


def _starts(year: int) -> list[date]:
    """Return the days since which each table of codes of the year held, newest first."""
    first = SchoolYear(year).first_monday
    older = [change for change in changes() if change <= first]
    later = [change for change in changes() if first < change < date(year + 1, 9, 1)]
    return [*reversed(later), *older[-1:]]


def _signs_on(day: date) -> str:
    return NO_MARK + "".join(codes_on(day))


def day_of_wrong(marks: str, week: str, wrong: str) -> str:
    """Return in SQL the day of the first of the signs `wrong` within the week."""
    return f"({week} + ((strpos({marks}, {wrong}[1]) - 1) // 2)::INTEGER)"


def explain(code: str, day: date) -> str:
    """Return the sentence that refuses a mark."""
    return explain_unknown(code, day)


def gather(sessions: str) -> str:
    """Return the query of weeks of marks from the table `sessions` (pupil, school, week, place 0-9, sign)."""
    signs = " || ".join(
        f"coalesce(max(sign) FILTER (WHERE place = {place}), '{NO_MARK}')" for place in range(SESSIONS_A_WEEK)
    )
    return f"""SELECT min(_file) AS _file, min(_row) AS _row, pupil, school, week, {signs} AS marks
        FROM {sessions} GROUP BY pupil, school, week"""  # noqa: S608


def laid_over(new: str, old: str) -> str:
    """Return in SQL ten signs: those of `new`, and of `old` where `new` has no mark."""
    signs = " || ".join(
        f"(CASE WHEN {new}[{place}] = '{NO_MARK}' THEN {old}[{place}] ELSE {new}[{place}] END)"
        for place in range(1, SESSIONS_A_WEEK + 1)
    )
    return f"CASE WHEN {old} IS NULL OR strpos({new}, '{NO_MARK}') = 0 THEN {new} ELSE {signs} END"

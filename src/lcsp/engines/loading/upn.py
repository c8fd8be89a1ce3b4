"""Unique Pupil Numbers: the check letter, as a rule for one number and as a condition for a table of them.

A check letter, eleven digits, and a last digit; that of a temporary number is a letter. Source: Unique pupil numbers:
guide (Department for Education), annex on the check letter.
"""

import re

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # I, O and S could be taken for digits
_FORM = re.compile(rf"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]")


def check_letter(rest: str) -> str:
    """Return the check letter of the twelve signs that follow it; each counts its value times its place, 2 to 13."""
    values = [int(sign) if sign.isdigit() else LETTERS.index(sign) for sign in rest]
    return LETTERS[sum(value * place for place, value in enumerate(values, 2)) % 23]


def is_upn(text: str) -> bool:
    """Say whether `text` has the form of a Unique Pupil Number and the right check letter."""
    return bool(_FORM.fullmatch(text)) and check_letter(text[1:]) == text[0]


def is_upn_sql(text: str) -> str:
    """Return the condition in SQL that the SQL value `text` is a Unique Pupil Number."""
    digits = " + ".join(f"(ascii({text}[{place}]) - 48) * {place}" for place in range(2, 13))
    last = f"(CASE WHEN {text}[13] BETWEEN '0' AND '9' THEN ascii({text}[13]) - 48 ELSE {_place(text, 13)} END) * 13"
    form = f"regexp_full_match({text}, '{_FORM.pattern}')"
    return f"({form} AND ({digits} + {last}) % 23 = {_place(text, 1)})"


def _place(text: str, sign: int) -> str:
    return f"(strpos('{LETTERS}', {text}[{sign}]) - 1)"


def masked(text: str) -> str:
    """Return a pupil's identifier so that it can be found again but not read: the first and the last two signs."""
    return text[0] + "*" * (len(text) - 3) + text[-2:] if len(text) > 4 else "*" * len(text)

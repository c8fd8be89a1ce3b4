"""Exact numbers: plain, percentages, pounds, full-time equivalents and whole counts."""

import re
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any

from lcsp.vocabulary.kinds import Kind, quoted

# Python's decimal arithmetic keeps 28 digits; up to 24 in a value leave every sum of a plan exact.
MOST_DIGITS = 24
FLOAT_DIGITS = 15
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_WRITTEN = (
    r"(?P<sign>[-+]?) ?(?P<pound>£?) ?(?P<inner>[-+]?)"
    r"(?P<digits>\d{1,3}(?:[, ]\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+) ?(?P<percent>%?)"
)
_POWERS = r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d{1,3}"
_SPELLINGS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


class NumberKind(Kind):
    """An exact decimal number; `£`, thousands commas, a trailing % and (brackets for negatives) are understood."""

    python_type = Decimal
    json_type = MappingProxyType({"type": "number"})
    expects = "a number such as 1234.5 (also 1,234.5 or (1,234.5) for a negative)"
    example = "12.5"
    least: Decimal | None = None
    most: Decimal | None = None
    signs = "£%"

    def read(self, text: str) -> Decimal:
        number = _plain_number(text, self.signs)
        if number is None:
            raise ValueError(f"{quoted(text)} is not {self.expects}")
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            raise ValueError(f"{quoted(text)} is out of range: right would be {self.expects}")
        return number

    def show(self, value: Decimal) -> str:
        return show_number(value)

    def to_json(self, value: Decimal) -> int | float | str:
        """Return a JSON number where it is exact, else the digits as text."""
        number = exact_number(value)
        return self.show(value) if number is None else number

    def accept(self, value: Any) -> Any:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = Decimal(repr(value))
        if isinstance(value, Decimal) and not value.is_finite():
            raise ValueError(f"{value} is not {self.expects}")
        return super().accept(value)


def _plain_number(text: str, signs: str) -> Decimal | None:
    """Return the number in `text` without trailing zeros, or None; ValueError where it is too long to be exact.

    `signs` says which of £ and % may stand with it. Commas and spaces may part thousands, and nothing else.
    """
    if text.isdigit() and text.isascii() and len(text) <= MOST_DIGITS:
        return Decimal(int(text))
    plain = text if _NUMBER.fullmatch(text) else _without_signs(text.translate(_SPELLINGS), signs)
    if plain is None:
        return None
    if len(plain) > MOST_DIGITS and sum(map(str.isdigit, plain)) > MOST_DIGITS:
        raise ValueError(f"{quoted(text)} has more than {MOST_DIGITS} digits: no exact sum could be made of it")
    return plain_decimal(Decimal(plain))


def _without_signs(text: str, signs: str) -> str | None:
    """Return the digits of a number that a person or a spreadsheet wrote, with its sign, or None if it is none."""
    bracketed = text.startswith("(") and text.endswith(")")
    found = re.fullmatch(_WRITTEN, text[1:-1].strip() if bracketed else text, re.ASCII)
    if not found:
        return _without_powers(text)
    if (found["pound"] and "£" not in signs) or (found["percent"] and "%" not in signs):
        return None
    marks = found["sign"] + found["inner"] + ("-" if bracketed else "")
    return marks + found["digits"].replace(",", "").replace(" ", "") if len(marks) < 2 else None


def _without_powers(text: str) -> str | None:
    """Return the digits of a number that a spreadsheet wrote as 1.5E+06, or None."""
    return format(Decimal(text), "f") if re.fullmatch(_POWERS, text, re.ASCII) else None


def plain_decimal(number: Decimal) -> Decimal:
    """Return `number` without trailing zeros and without exponent, so that equal numbers read the same; -0 is 0."""
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{number} is not a finite number")
    if exponent >= 0:
        return Decimal(int(number)) if exponent or not number else number
    last = len(digits)
    while exponent < 0 and last and digits[last - 1] == 0:
        last, exponent = last - 1, exponent + 1
    return Decimal((sign, digits[:last], exponent)) if last else Decimal(0)


def exact_number(value: Decimal | int) -> int | float | None:
    """Return `value` as a number that every program keeps exactly (15 digits: Excel's), or None."""
    number = plain_decimal(Decimal(value))
    if len(number.as_tuple().digits) > FLOAT_DIGITS or -number.adjusted() > FLOAT_DIGITS:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def show_number(value: Decimal) -> str:
    """Return `value` in digits, never in powers of ten."""
    return format(plain_decimal(value), "f")


class ShareKind(NumberKind):
    """A percentage: 25 means 25 %."""

    expects = "a percentage such as 25 or 25%"
    signs = "%"
    example = "25"


class PoundsKind(NumberKind):
    """An exact amount of pounds; income and savings are negative."""

    expects = "an amount in pounds such as 870100, £870,100 or (1,234)"
    signs = "£"
    example = "870100"


class FteKind(NumberKind):
    """Full-time equivalents, never negative."""

    least = Decimal(0)
    signs = ""
    expects = "full-time equivalents, 0 or more, such as 19.5"
    example = "19.5"


class WholeKind(Kind):
    """A whole number, 0 or more."""

    python_type = int
    json_type = MappingProxyType({"type": "integer", "minimum": 0})
    expects = "a whole number, 0 or more, such as 16340"
    example = "16340"

    def read(self, text: str) -> int:
        number = _plain_number(text, "")
        if number is None or number < 0 or number != int(number):
            raise ValueError(f"{quoted(text)} is not {self.expects}")
        return int(number)

    def to_json(self, value: int) -> int:
        return value


Number = Annotated[Decimal, NumberKind()]
Share = Annotated[Decimal, ShareKind()]
Pounds = Annotated[Decimal, PoundsKind()]
Fte = Annotated[Decimal, FteKind()]
Whole = Annotated[int, WholeKind()]

"""The format that makes a spreadsheet show a number as the other editions print it: £50.785m, 46.7%, −177."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

from lcsp.vocabulary.money import MINUS
from lcsp.vocabulary.numbers import exact_number

EXACT = f'#,##0.##########;"{MINUS}"#,##0.##########'
_PRINTED = re.compile(
    rf"(?P<before>[^\d{MINUS}-]*)(?P<minus>[{MINUS}-]?)(?P<sign>[^\d]*)"
    r"(?P<whole>\d[\d,]*)(?:\.(?P<decimals>\d+))?(?P<after>[^\d]*)",
)
_LONGEST = 255  # characters that Excel allows a format
_SCALES = 3  # thousand, million, billion: each is one comma of the format


def cell_number(value: Decimal) -> int | float | None:
    """Return `value` as the nearest number that a cell can hold (15 digits or so), or None if it is too great."""
    exact = exact_number(value)
    if exact is not None:
        return exact
    return float(value) if isfinite(float(value)) else None


def number_format(printed: str, value: Decimal) -> str | None:
    """Return the format in which `value` reads as `printed`, or None where no format can do that."""
    found = _PRINTED.fullmatch(printed)
    if not found:
        return None
    whole, decimals = found["whole"], found["decimals"] or ""
    shown = Decimal(f"{whole.replace(',', '')}.{decimals or 0}")
    scale = _scale(-shown if found["minus"] else shown, value, len(decimals))
    if scale is None:
        return None
    # Thousands get their comma, unless the print has none where one could be.
    digits = "0" if len(whole) > 3 and "," not in whole else "#,##0"
    digits += ("." + "0" * len(decimals) if decimals else "") + "," * scale
    before, sign, after = found["before"], found["sign"], _literal(found["after"])
    above = f"{_literal(before + sign)}{digits}{after}"
    if value < 0:
        below = f"{_literal(before + found['minus'] + sign)}{digits}{after}"
    else:
        below = f"{_literal(MINUS + before.replace('+', ''))}{digits}{after}"
    return found_format if len(found_format := f"{above};{below}") <= _LONGEST else None


def _scale(shown: Decimal, value: Decimal, decimals: int) -> int | None:
    """Return by how many thousands `value` was divided to print `shown`."""
    for scale in range(_SCALES + 1):
        scaled = value.scaleb(-3 * scale)
        if scaled.adjusted() + decimals > 25:
            continue
        if scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) == shown:
            return scale
    return None


def _literal(text: str) -> str:
    """Return text that a format shows as it is."""
    return "".join(f"\\{character}" if character in '"\\' else f'"{character}"' for character in text).replace('""', "")

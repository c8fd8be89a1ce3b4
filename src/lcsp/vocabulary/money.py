"""Pounds as people read them: in full, and in thousands with one decimal as budget tables print them."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\u2212"


def show_pounds(amount: Decimal) -> str:
    """Return `amount` (pounds) as £870,100 or £0.50; negatives carry a minus sign."""
    pence = amount != amount.to_integral_value()
    return f"{MINUS if amount < 0 else ''}£{abs(amount):,.{2 if pence else 0}f}"


def show_thousands(amount: Decimal, decimals: int = 1) -> str:
    """Return `amount` (pounds) in £000 with `decimals` decimals, half up, as 870.1; negatives carry a minus sign."""
    return show_fixed(amount / 1000, decimals)


def show_fixed(number: Decimal, decimals: int) -> str:
    """Return `number` rounded half up to `decimals` decimals, with thousands commas and a true minus sign."""
    rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,f}"

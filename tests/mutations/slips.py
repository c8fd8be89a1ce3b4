"""The slips that a typist, a spreadsheet or a hurried planner makes in one cell, each a change of the cell's text."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from typing import NamedTuple

from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.kinds import ChoiceKind, CodeKind, Kind, ListKind, TextKind, YesNoKind
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.numbers import NumberKind, WholeKind, show_number
from lcsp.vocabulary.periods import PeriodKind, YearKind, read_period
from lcsp.vocabulary.refs import KeyOf, referred_noun
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

LIST_JOIN = "; "


class Cell(NamedTuple):
    """One cell of the plan: its table, row and field, the text it holds, and a source of chance of its own."""

    plan: WholePlan
    noun: type[Noun]
    row: int
    field: str
    chance: Random

    @property
    def kind(self) -> Kind:
        """The kind of value that the cell holds."""
        return columns(self.noun)[self.field].kind

    @property
    def record(self) -> Noun:
        """The record in whose row the cell stands."""
        return self.plan.all(self.noun)[self.row]

    def text_in(self, row: int) -> str:
        """The text that the same column holds in another row; blank where there is no such row."""
        rows = self.plan.all(self.noun)
        return columns(self.noun)[self.field].show(getattr(rows[row], self.field)) if 0 <= row < len(rows) else ""

    @property
    def text(self) -> str:
        """The text that the cell holds."""
        return self.text_in(self.row)


Slip = Callable[[Cell], "str | None"]
"""Returns the text that the slip leaves in the cell, or None where the slip cannot be made there."""


# --- numbers ---------------------------------------------------------------------------------------------------


def change_a_digit(cell: Cell) -> str | None:
    """One digit is another: 870100 becomes 870400."""
    return _other_digit(cell.text, cell.chance)


def _other_digit(text: str, chance: Random) -> str | None:
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    if not places:
        return None
    at = chance.choice(places)
    digit = chance.choice([sign for sign in "0123456789" if sign != text[at]])
    return text[:at] + digit + text[at + 1 :]


def swap_two_digits(cell: Cell) -> str | None:
    """Two digits side by side change places: 870100 becomes 780100."""
    text = cell.text
    pairs = [at for at in range(len(text) - 1) if text[at : at + 2].isdigit() and text[at] != text[at + 1]]
    if not pairs:
        return None
    at = cell.chance.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def shift_the_point(cell: Cell) -> str | None:
    """The decimal point moves by one place: 46.7 becomes 4.67 or 467."""
    number = Decimal(cell.text or 0)
    return show_number(number.scaleb(cell.chance.choice((1, -1)))) if number else None


def turn_the_sign(cell: Cell) -> str | None:
    """A cost becomes income, or the other way."""
    if not Decimal(cell.text or 0):
        return None
    return cell.text[1:] if cell.text.startswith("-") else f"-{cell.text}"


def enter_nought(cell: Cell) -> str | None:
    """A number becomes 0."""
    return "0" if Decimal(cell.text or 0) else None


# --- references ------------------------------------------------------------------------------------------------


def refer_to_another(cell: Cell) -> str | None:
    """One reference names another record that exists."""
    named = _parts(cell)
    keys = [record.key for record in cell.plan.all(NOUN_BY_NAME[referred_noun(cell.kind) or ""])]
    others = [key for key in keys if key not in named]
    return _with_one(named, cell.chance.choice(others), cell.chance) if named and others else None


def refer_to_nothing(cell: Cell) -> str | None:
    """One reference is misspelt, so that no record has that key."""
    named = _parts(cell)
    if not named:
        return None
    noun = referred_noun(cell.kind)
    for _ in range(20):
        at = cell.chance.randrange(len(named))
        wrong = _misspelt_code(named[at], cell.chance)
        if wrong and (noun is None or cell.plan.find_named(noun, wrong) is None):
            return LIST_JOIN.join((*named[:at], wrong, *named[at + 1 :]))
    return None


def leave_one_out(cell: Cell) -> str | None:
    """One of several values in a cell is lost."""
    named = _parts(cell)
    if len(named) < 2:
        return None
    named.pop(cell.chance.randrange(len(named)))
    return LIST_JOIN.join(named)


def _parts(cell: Cell) -> list[str]:
    return [part.strip() for part in cell.text.split(";") if part.strip()]


def _with_one(named: list[str], new: str, chance: Random) -> str:
    at = chance.randrange(len(named))
    return LIST_JOIN.join((*named[:at], new, *named[at + 1 :]))


# --- words, choices, truth values --------------------------------------------------------------------------------


def choose_another(cell: Cell) -> str | None:
    """Another word of the enumeration, or another of the words that the column holds (a unit in free text)."""
    inner = cell.kind.item if isinstance(cell.kind, ListKind) else cell.kind
    held = _parts(cell) if isinstance(cell.kind, ListKind) else [cell.text] if cell.text else []
    if isinstance(inner, ChoiceKind):
        words = list(inner.choices)
    else:
        words = sorted({cell.text_in(row) for row in range(len(cell.plan.all(cell.noun)))} - {""})
    others = [word for word in words if word not in held]
    return _with_one(held, cell.chance.choice(others), cell.chance) if held and others else None


def turn_round(cell: Cell) -> str | None:
    """Yes becomes no, and no becomes yes."""
    return {"yes": "no", "no": "yes"}.get(cell.text)


def misspell(cell: Cell) -> str | None:
    """One letter of a longer word is lost, doubled or changes places with the next; one sign of a code is another."""
    if isinstance(cell.kind, CodeKind):
        return _misspelt_code(cell.text, cell.chance)
    words = list(re.finditer(r"[A-Za-z]{4,}", cell.text))
    if not words:
        return None
    found = cell.chance.choice(words)
    return cell.text[: found.start()] + _misspelt(found.group(), cell.chance) + cell.text[found.end() :]


def _misspelt(word: str, chance: Random) -> str:
    swaps = [at for at in range(1, len(word) - 1) if word[at] != word[at + 1]]
    at = chance.randrange(1, len(word) - 1)
    ways = [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]]
    if swaps:
        at = chance.choice(swaps)
        ways.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return chance.choice(ways)


def _misspelt_code(text: str, chance: Random) -> str | None:
    places = [at for at, sign in enumerate(text) if sign.isascii() and sign.isalnum()]
    if not places:
        return None
    at = chance.choice(places)
    if text[at].isdigit():
        signs = "0123456789"
    else:
        signs = "abcdefghijklmnopqrstuvwxyz" if text[at].islower() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return text[:at] + chance.choice([sign for sign in signs if sign != text[at]]) + text[at + 1 :]


def change_a_number_in_words(cell: Cell) -> str | None:
    """One digit of a number that stands in a sentence is another."""
    numbers = list(re.finditer(r"\d+", cell.text))
    if not numbers:
        return None
    found = cell.chance.choice(numbers)
    return cell.text[: found.start()] + str(_other_digit(found.group(), cell.chance)) + cell.text[found.end() :]


# --- days and years ----------------------------------------------------------------------------------------------


def shift_by_a_year(cell: Cell) -> str | None:
    """A day or a period is a year too early or too late."""
    if not cell.text:
        return None
    years = cell.chance.choice((-1, 1))
    if isinstance(cell.kind, PeriodKind):
        return str(read_period(cell.text).shift(years))
    day = date.fromisoformat(cell.text)
    return _day(day.year + years, day.month, day.day)


def shift_by_a_month(cell: Cell) -> str | None:
    """A day is a month too early or too late."""
    if not cell.text:
        return None
    day = date.fromisoformat(cell.text)
    months = day.year * 12 + day.month - 1 + cell.chance.choice((-1, 1))
    return _day(months // 12, months % 12 + 1, day.day)


def swap_day_and_month(cell: Cell) -> str | None:
    """1 September is entered as 9 January."""
    day = date.fromisoformat(cell.text) if cell.text else None
    return _day(day.year, day.day, day.month) if day and day.day <= 12 and day.day != day.month else None


def _day(year: int, month: int, day: int) -> str:
    """The day, or the last of its month where the month is shorter."""
    for last in range(day, 0, -1):
        try:
            return date(year, month, last).isoformat()
        except ValueError:
            continue
    raise ValueError(f"{year}-{month} has no day {day}")


def take_another_kind_of_year(cell: Cell) -> str | None:
    """A financial year becomes an academic one, and any other a financial one."""
    if not cell.text:
        return None
    period = read_period(cell.text)
    kind = YearKind.ACADEMIC if period.kind is YearKind.FINANCIAL else YearKind.FINANCIAL
    return str(period._replace(kind=kind))


# --- any cell ----------------------------------------------------------------------------------------------------


def leave_blank(cell: Cell) -> str | None:
    """A cell that was filled in is blank."""
    return "" if cell.text else None


def copy_from_above(cell: Cell) -> str | None:
    """A cell holds what the row above holds."""
    return cell.text_in(cell.row - 1) or None if cell.text else None


def fill_from_above(cell: Cell) -> str | None:
    """A cell that was blank holds what the row above holds."""
    return None if cell.text else cell.text_in(cell.row - 1) or None


NUMBER: dict[str, Slip] = {
    "digit": change_a_digit,
    "digits swapped": swap_two_digits,
    "point": shift_the_point,
    "sign": turn_the_sign,
    "nought": enter_nought,
}
REFERENCE: dict[str, Slip] = {
    "another record": refer_to_another,
    "no such record": refer_to_nothing,
    "one left out": leave_one_out,
}
PERIOD: dict[str, Slip] = {"year": shift_by_a_year, "kind of year": take_another_kind_of_year}
DAY: dict[str, Slip] = {"year": shift_by_a_year, "month": shift_by_a_month, "day and month": swap_day_and_month}
WORDS: dict[str, Slip] = {"misspelt": misspell, "number in words": change_a_number_in_words}
ANY: dict[str, Slip] = {"blank": leave_blank, "row above": copy_from_above, "filled from above": fill_from_above}


def slips_for(field: str, kind: Kind) -> dict[str, Slip]:
    """Return the slips that can be made in a cell of `field`, by name."""
    return _slips_of_kind(field, kind) | ANY


def _slips_of_kind(field: str, kind: Kind) -> dict[str, Slip]:
    inner = kind.item if isinstance(kind, ListKind) else kind
    if isinstance(kind, NumberKind | WholeKind):
        return NUMBER
    if referred_noun(kind) is not None:
        return REFERENCE
    if isinstance(kind, KeyOf):
        return {"no such record": refer_to_nothing}
    if field.rsplit("_", maxsplit=1)[-1] == "unit":
        return {"unit": choose_another}
    if isinstance(inner, ChoiceKind):
        return {"another choice": choose_another, "one left out": leave_one_out}
    if isinstance(kind, YesNoKind):
        return {"yes or no": turn_round}
    if isinstance(kind, PeriodKind):
        return PERIOD
    if isinstance(kind, DayKind):
        return DAY
    if isinstance(kind, CodeKind):
        return {"misspelt": misspell}
    return WORDS | ({"one left out": leave_one_out} if isinstance(kind, ListKind) else {})


def is_number(kind: Kind) -> bool:
    """Say whether a cell of this kind holds a number."""
    return isinstance(kind, NumberKind | WholeKind)


def is_label(kind: Kind) -> bool:
    """Say whether a cell of this kind holds free words."""
    return isinstance(kind, TextKind) or (isinstance(kind, ListKind) and isinstance(kind.item, TextKind))

"""Every plan that differs from the example by one slip, in one cell or one row, made again from the same seed."""

from collections.abc import Iterable, Iterator
from random import Random
from typing import NamedTuple

from tests.mutations.slips import Cell, slips_for

from lcsp.vocabulary.noun import Noun, columns, is_blank
from lcsp.vocabulary.refs import referred_noun
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS, WholePlan

SEED = 20091
EXCHANGED, DROPPED, DOUBLED, MOVED = "exchanged", "dropped", "doubled", "rows swapped"
KEY_TWICE = "the key stands twice"
ROW_SLIPS = (DROPPED, DOUBLED, MOVED)


class Place(NamedTuple):
    """Where a slip is made, and which: the field is blank where the whole row is meant."""

    noun: type[Noun]
    row: int
    field: str
    slip: str


class Mutant(NamedTuple):
    """The example with one slip: `plan` is None where the plan cannot be read any more, with the reason in `refused`.

    `was` and `now` are the record before and after (None where it was dropped, or doubled before), `beside` the other
    record of an exchange before it, `keys` the key by which the clean plan knows a record that has another key now.
    """

    place: Place
    was: Noun
    now: Noun | None
    beside: Noun | None
    texts: tuple[str, str]
    plan: WholePlan | None
    refused: str
    keys: dict[str, str]

    @property
    def name(self) -> str:
        """The slip in words, for reports."""
        at = f".{self.place.field}" if self.place.field else ""
        change = f": {self.texts[0][:60]!r} → {self.texts[1][:60]!r}" if self.place.field else ""
        return f"{self.was.noun} {self.was.key}{at}, {self.place.slip}{change}"


def places(plan: WholePlan) -> Iterator[Place]:
    """Yield every place and slip; some can turn out not to be possible there."""
    for noun in NOUNS:
        fields = columns(noun)
        for row in range(len(plan.all(noun))):
            for field, column in fields.items():
                for slip in (*slips_for(field, column.kind), EXCHANGED):
                    yield Place(noun, row, field, slip)
            if len(plan.all(noun)) > 1:
                yield Place(noun, row, "", DROPPED)
                yield Place(noun, row, "", DOUBLED)
                if "order" not in fields:
                    yield Place(noun, row, "", MOVED)


def mutants(plan: WholePlan, chosen: Iterable[Place], seed: int = SEED) -> Iterator[Mutant]:
    """Yield the mutant of each of the places `chosen` at which its slip can be made."""
    for place in chosen:
        if mutant := mutate(plan, place, seed):
            yield mutant


def mutate(plan: WholePlan, place: Place, seed: int = SEED) -> Mutant | None:
    """Return the mutant of `place`, or None where its slip cannot be made there or changes nothing."""
    record = plan.all(place.noun)[place.row]
    # Chance depends on the place alone, so that a sample makes the same mutants as the whole.
    chance = Random(f"{seed} {place.noun.noun} {record.key} {place.field} {place.slip}")
    if place.slip in ROW_SLIPS:
        return _mutate_row(plan, place, record, chance)
    cell = Cell(plan, place.noun, place.row, place.field, chance)
    if place.slip == EXCHANGED:
        return _exchange(cell, place)
    text = slips_for(place.field, cell.kind)[place.slip](cell)
    return None if text is None or text == cell.text else _retype(cell, place, text)


def _retype(cell: Cell, place: Place, text: str) -> Mutant | None:
    """Return the mutant in which the cell holds `text`, read as a file would be."""
    column, record = columns(cell.noun)[cell.field], cell.record
    texts = (cell.text, text)
    refused = ""
    try:
        value = column.kind.read(text) if text else column.default
        refused = f"{cell.field} is required" if column.required and is_blank(text) else ""
    except ValueError as error:
        refused = str(error)
    if refused:
        return Mutant(place, record, None, None, texts, None, refused, {})
    if value == getattr(record, cell.field):
        return None
    return _rebuilt(cell.plan, place, {cell.row: record.model_copy(update={cell.field: value})}, texts)


def _exchange(cell: Cell, place: Place) -> Mutant | None:
    """Return the mutant in which the cell and the one below it hold each other's text."""
    rows = cell.plan.all(cell.noun)
    if cell.row + 1 >= len(rows):
        return None
    one, other = rows[cell.row], rows[cell.row + 1]
    values = getattr(one, cell.field), getattr(other, cell.field)
    column = columns(cell.noun)[cell.field]
    if values[0] == values[1]:
        return None
    changed = {
        cell.row: one.model_copy(update={cell.field: values[1]}),
        cell.row + 1: other.model_copy(update={cell.field: values[0]}),
    }
    if set(changed.values()) == {one, other}:
        return None  # the rows were alike but for this cell
    return _rebuilt(cell.plan, place, changed, (column.show(values[0]), column.show(values[1])))


def _rebuilt(plan: WholePlan, place: Place, changed: dict[int, Noun], texts: tuple[str, str]) -> Mutant:
    """Return the mutant whose table holds the `changed` rows; a key that stands twice is refused, as by the reader."""
    rows = list(plan.all(place.noun))
    was, beside = rows[place.row], rows[place.row + 1] if len(changed) > 1 else None
    keys = {new.key: rows[row].key for row, new in changed.items() if new.key != rows[row].key}
    for row, new in changed.items():
        rows[row] = new
    if keys and len({row.key for row in rows}) < len(rows):
        return Mutant(place, was, None, beside, texts, None, KEY_TWICE, {})
    return Mutant(place, was, changed[place.row], beside, texts, plan.replace({place.noun: rows}), "", keys)


def _mutate_row(plan: WholePlan, place: Place, record: Noun, chance: Random) -> Mutant | None:
    rows = list(plan.all(place.noun))
    now: Noun | None = record
    beside: Noun | None = None
    keys: dict[str, str] = {}
    if place.slip == DROPPED:
        now = None
        del rows[place.row]
    elif place.slip == DOUBLED:
        now = _double(plan, record, chance)
        if now is None:
            return None
        keys[now.key] = record.key
        rows.insert(place.row + 1, now)
    elif place.row + 1 < len(rows):
        beside = rows[place.row + 1]
        rows[place.row], rows[place.row + 1] = beside, record
    else:
        return None
    return Mutant(place, record, now, beside, ("", ""), plan.replace({place.noun: rows}), "", keys)


def _double(plan: WholePlan, record: Noun, chance: Random) -> Noun | None:
    """Return `record` under a free key: its code with a letter added, or another record in a key of references."""
    noun = type(record)
    if noun.key_fields == ("code",):
        return record.model_copy(update={"code": f"{record.key}x"})
    fields = columns(noun)
    for field in noun.key_fields:
        target = referred_noun(fields[field].kind)
        keys = [other.key for other in plan.all(NOUN_BY_NAME[target])] if target and getattr(record, field) else []
        chance.shuffle(keys)
        for key in keys:
            double = record.model_copy(update={field: key})
            if plan.find(noun, double.key) is None:
                return double
    return None

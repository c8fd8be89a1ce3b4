"""The difference of two plans as a councillor reads it: by room and noun, then the sums, then the counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lcsp.reports.differences.comparing import Change, Differences
from lcsp.reports.differences.effects import Effect
from lcsp.reports.differences.wording import change_words, field_label, is_amount, record_words, shown, signed_words
from lcsp.reports.plan_document.wording import capital, counted, number_words
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS, WholePlan

# Where more rows than this only moved, they are counted and not listed: one row put in moves all that follow.
_MOST_MOVED = 3


class _Sides(NamedTuple):
    """The two plans."""

    before: WholePlan
    after: WholePlan


def tell(differences: Differences, effects: Sequence[Effect], before: WholePlan, after: WholePlan) -> str:
    """Return the differences between `before` and `after` as text, and what they come to."""
    if not differences:
        return "The two plans are the same."
    sides = _Sides(before, after)
    following = differences.following()
    blocks = [_noun_block(differences, noun, following, sides) for noun in NOUNS]
    blocks.append(_following_block(following))
    blocks.append(["In sum:", *(f"  {_effect_words(effect)}" for effect in effects)] if effects else [])
    blocks.append([_count_words(differences, following)])
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _noun_block(differences: Differences, noun: type[Noun], following: frozenset[Change], sides: _Sides) -> list[str]:
    """Return what differs in the records of one noun, under a heading; nothing where nothing does."""
    changes = [change for change in differences.changed if isinstance(change.before, noun)]
    told = [change for change in changes if change not in following and not change.moved]
    lines = [
        *(_record_line("added", sides.after, record) for record in differences.added if isinstance(record, noun)),
        *(_record_line("removed", sides.before, record) for record in differences.removed if isinstance(record, noun)),
        *(line for change in told for line in _change_lines(change, sides)),
        *_moved_lines([change for change in changes if change.moved], sides),
        *_sequence_lines(differences, noun),
    ]
    heading = f"{capital(noun.room)}: {noun.plural.replace('_', ' ')}"
    return [heading, *(f"  {line}" for line in lines)] if lines else []


def _record_line(what: str, plan: WholePlan, record: Noun) -> str:
    """Return a record that came or went, with its numbers."""
    fields = columns(type(record)).values()
    numbers = ", ".join(
        f"{field_label(column)} {shown(plan, column, value)}"
        for column in fields
        if column.name != "order" and is_amount(value := getattr(record, column.name)) and value
    )
    return f"{what}: {record_words(plan, record)}" + (f": {numbers}" if numbers else "")


def _change_lines(change: Change, sides: _Sides) -> Iterator[str]:
    """Yield what became of a record: one field on its line, several on a line each."""
    name = record_words(sides.before, change.before)
    if change.renamed:
        name += f" now goes by {change.after.key} (a guess: all else agrees)"
    fields = [column for column in columns(type(change.before)).values() if column.name in change.fields]
    if change.renamed:
        fields = [column for column in fields if column.name not in change.before.key_fields]
    said = [
        f"{field_label(column)} "
        + change_words(sides, column, getattr(change.before, column.name), getattr(change.after, column.name))
        for column in fields
    ]
    if len(said) < 2:
        yield ": ".join([name, *said])
    else:
        yield f"{name}:"
        yield from (f"    {line}" for line in said)


def _moved_lines(moved: Sequence[Change], sides: _Sides) -> Iterator[str]:
    if len(moved) > _MOST_MOVED:
        yield f"moved: {len(moved):,} rows have another place in the table, and nothing else differs in them"
        return
    for old, new in moved:
        yield f"moved: {record_words(sides.before, old)}: from place {_place(old)} to {_place(new)}"


def _place(record: Noun) -> str:
    return f"{getattr(record, 'order'):,}"  # noqa: B009 (only some nouns have a place)


def _sequence_lines(differences: Differences, noun: type[Noun]) -> Iterator[str]:
    if any(sequence.noun == noun.noun and sequence.shared_moved for sequence in differences.sequences):
        yield "the rows follow each other in another sequence"


def _following_block(following: Iterable[Change]) -> list[str]:
    """Return how many records differ only because they refer to a record by its new key."""
    counts = Counter(change.before.noun for change in following)
    if not counts:
        return []
    said = ", ".join(_noun_count(counts[noun.noun], noun) for noun in NOUNS if noun.noun in counts)
    return [f"Refer to a record by its new key, and are the same otherwise: {said}."]


def _noun_count(count: int, noun: type[Noun]) -> str:
    return f"{count:,} {(noun.noun if count == 1 else noun.plural).replace('_', ' ')}"


def _effect_words(effect: Effect) -> str:
    """Return one sum: budget lines, gross: £50,785,000 → £50,797,000 (+£12,000)."""
    noun = NOUN_BY_NAME[effect.noun]
    rows = f" ({effect.rows})" if effect.rows else ""
    name = f"{noun.plural.replace('_', ' ')}{rows}, {field_label(columns(noun)[effect.field])}"
    pounds = effect.unit == "pounds"
    show = show_pounds if pounds else number_words
    if not effect.change:
        return f"{name}: {show(effect.after)} as before"
    return f"{name}: {show(effect.before)} → {show(effect.after)} ({signed_words(effect.change, pounds=pounds)})"


def _count_words(differences: Differences, following: frozenset[Change]) -> str:
    """Return the closing line: how many records came, went, changed, got another key or moved."""
    own = [change for change in differences.changed if change not in following]
    renamed = [change for change in own if change.renamed]
    moved = [change for change in own if change.moved]
    changed = [change for change in own if not change.renamed and not change.moved]
    fields = counted(sum(len(change.fields) for change in changed), "field")
    counts = [
        (len(differences.added), "added"),
        (len(differences.removed), "removed"),
        (len(changed), f"changed (in {fields})"),
        (len(renamed), "under a new key"),
        (len(moved), "moved"),
        (len(following), "following a new key"),
    ]
    said = ", ".join(f"{count:,} {what}" for count, what in counts if count)
    return f"Records: {said or 'the same, in another sequence'}."

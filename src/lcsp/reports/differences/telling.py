"""The difference of two plans as a councillor reads it: by room and noun, then the sums, then the counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lcsp.reports.differences.comparing import Change, Differences
from lcsp.reports.differences.effects import Effect
from lcsp.reports.differences.wording import change_words, field_label, is_amount, record_words, shown, signed_words
from lcsp.reports.plan_document.wording import capital, counted, number_words
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS, WholePlan

# Where more rows than this only moved, they are counted and not listed: one row put in moves all that follow.
_MOST_MOVED = 3


class ToldField(NamedTuple):
    """A field and what is said of it: what became of it, or what a record that came or went says there."""

    label: str
    words: str
    is_amount: bool = False


class ToldRecord(NamedTuple):
    """What became of one record: `what` is added, removed, changed or moved; `record` as it is, or was if removed."""

    what: str
    record: Noun
    name: str
    fields: tuple[ToldField, ...]


class ToldNoun(NamedTuple):
    """What differs in the records of one noun. `sentences` say what concerns many rows alike."""

    noun: type[Noun]
    heading: str
    records: tuple[ToldRecord, ...]
    sentences: tuple[str, ...]


class Telling(NamedTuple):
    """The differences of two plans in words: by noun, what follows from new keys, the sums, and the counts."""

    nouns: tuple[ToldNoun, ...]
    following: str
    effects: tuple[str, ...]
    counts: str


class _Sides(NamedTuple):
    """The two plans."""

    before: WholePlan
    after: WholePlan


def tell(differences: Differences, effects: Sequence[Effect], before: WholePlan, after: WholePlan) -> str:
    """Return the differences between `before` and `after` as text, and what they come to."""
    if not differences:
        return "The two plans are the same."
    telling = tell_parts(differences, effects, before, after)
    blocks = [[told.heading, *(f"  {line}" for line in _lines(told))] for told in telling.nouns]
    blocks.append([telling.following] if telling.following else [])
    blocks.append(["In sum:", *(f"  {words}" for words in telling.effects)] if telling.effects else [])
    blocks.append([telling.counts])
    return "\n\n".join("\n".join(block) for block in blocks if block)


def tell_parts(differences: Differences, effects: Sequence[Effect], before: WholePlan, after: WholePlan) -> Telling:
    """Return what `tell` says in its parts, with every field of the records that came and went."""
    sides = _Sides(before, after)
    following = differences.following()
    told = (_tell_noun(differences, noun, following, sides) for noun in NOUNS)
    return Telling(
        nouns=tuple(item for item in told if item.records or item.sentences),
        following=_following_words(following),
        effects=tuple(map(_effect_words, effects)),
        counts=_count_words(differences, following) if differences else "",
    )


def _lines(told: ToldNoun) -> Iterator[str]:
    """Yield the lines of one noun."""
    for what, _, name, fields in told.records:
        if what == "changed":
            yield from _change_lines(name, fields)
        elif what == "moved":
            yield f"moved: {name}: {fields[0].words}"
        else:
            numbers = ", ".join(f"{field.label} {field.words}" for field in fields if field.is_amount)
            yield f"{what}: {name}" + (f": {numbers}" if numbers else "")
    yield from told.sentences


def _change_lines(name: str, fields: Sequence[ToldField]) -> Iterator[str]:
    """Yield what became of a record: one field on its line, several on a line each."""
    said = [f"{field.label} {field.words}" for field in fields]
    if len(said) < 2:
        yield ": ".join([name, *said])
    else:
        yield f"{name}:"
        yield from (f"    {line}" for line in said)


def _tell_noun(differences: Differences, noun: type[Noun], following: frozenset[Change], sides: _Sides) -> ToldNoun:
    """Return what differs in the records of one noun."""
    changes = [change for change in differences.changed if isinstance(change.before, noun)]
    moved = [change for change in changes if change.moved]
    records = [
        *(_tell_whole("added", sides.after, record) for record in differences.added if isinstance(record, noun)),
        *(_tell_whole("removed", sides.before, record) for record in differences.removed if isinstance(record, noun)),
        *(_tell_change(change, sides) for change in changes if change not in following and not change.moved),
        *(_tell_moved(change, sides) for change in moved if len(moved) <= _MOST_MOVED),
    ]
    sentences = [
        *([_moved_words(len(moved))] if len(moved) > _MOST_MOVED else []),
        *(["the rows follow each other in another sequence"] if _is_resequenced(differences, noun) else []),
    ]
    heading = f"{capital(noun.room)}: {noun.plural.replace('_', ' ')}"
    return ToldNoun(noun, heading, tuple(records), tuple(sentences))


def _tell_whole(what: str, plan: WholePlan, record: Noun) -> ToldRecord:
    """Return a record that came or went, with all that it says."""
    filled = (
        (column, value)
        for column in columns(type(record)).values()
        if (value := getattr(record, column.name)) not in (None, "", ())
    )
    fields = tuple(
        ToldField(field_label(column), shown(plan, column, value), _is_figure(column, value))
        for column, value in filled
    )
    return ToldRecord(what, record, record_words(plan, record), fields)


def _is_figure(column: Column, value: object) -> bool:
    return column.name != "order" and is_amount(value) and bool(value)


def _tell_change(change: Change, sides: _Sides) -> ToldRecord:
    """Return a record that says something else than it did, field by field."""
    name = record_words(sides.before, change.before)
    if change.renamed:
        name += f" now goes by {change.after.key} (a guess: all else agrees)"
    keys = change.before.key_fields if change.renamed else ()
    fields = (columns(type(change.before))[field] for field in change.fields if field not in keys)
    said = (
        ToldField(field_label(c), change_words(sides, c, getattr(change.before, c.name), getattr(change.after, c.name)))
        for c in fields
    )
    return ToldRecord("changed", change.after, name, tuple(said))


def _tell_moved(change: Change, sides: _Sides) -> ToldRecord:
    words = f"from place {_place(change.before)} to {_place(change.after)}"
    name = record_words(sides.before, change.before)
    return ToldRecord("moved", change.after, name, (ToldField("place in the table", words),))


def _place(record: Noun) -> str:
    return f"{getattr(record, 'order'):,}"  # noqa: B009 (only some nouns have a place)


def _moved_words(count: int) -> str:
    return f"moved: {count:,} rows have another place in the table, and nothing else differs in them"


def _is_resequenced(differences: Differences, noun: type[Noun]) -> bool:
    return any(sequence.noun == noun.noun and sequence.shared_moved for sequence in differences.sequences)


def _following_words(following: Iterable[Change]) -> str:
    """Return how many records differ only because they refer to a record by its new key; blank for none."""
    counts = Counter(change.before.noun for change in following)
    said = ", ".join(_noun_count(counts[noun.noun], noun) for noun in NOUNS if noun.noun in counts)
    return f"Refer to a record by its new key, and are the same otherwise: {said}." if said else ""


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
    if effect.was_blank or effect.is_blank:
        was = "blank in every row" if effect.was_blank else show(effect.before)
        return f"{name}: {was} → {'blank in every row' if effect.is_blank else show(effect.after)}"
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

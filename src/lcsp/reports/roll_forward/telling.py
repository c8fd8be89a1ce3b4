"""What rolling forward did, in plain words: carried over, moved, asked for and left out, every record counted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lcsp.partnership.finance import BudgetLine, Grant, Variation
from lcsp.partnership.participation import ConsultationReturn
from lcsp.partnership.performance import Figure
from lcsp.partnership.plan import Deliverable, Plan
from lcsp.partnership.workforce import Establishment
from lcsp.reports.differences.wording import field_label
from lcsp.reports.roll_forward.rolling import Rolled, Step
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

_WIDTH = 112


def tell_rolled(rolled: Rolled, before: WholePlan) -> str:
    """Return what became of the records of `before` in next year's plan, as text."""
    old, new = before.header, rolled.plan.header
    kept = [step for step in rolled.steps if step.before and step.after]
    same = [step for step in kept if step.before == step.after]
    blocks = [
        [f"{old.code} ({old.year.label}) → {new.code} ({new.year.label})"],
        ["Carried over as it is:", *_wrapped(", ".join(_counted(noun, n) for noun, n in _counts(same)))],
        ["Moved into the next year:", *_moved(kept, before, rolled.plan)],
        ["Asked for:", *_asked(rolled.steps)],
        ["Cleared, as it spoke of the year gone or its print:", *_by_field(kept, "cleared")],
        ["Left out:", *_left_out(rolled.steps)],
    ]
    return "\n\n".join("\n".join(lines) for at, lines in enumerate(blocks) if at == 0 or len(lines) > 1)


def _moved(kept: Sequence[Step], before: WholePlan, after: WholePlan) -> Iterator[str]:
    """Yield what stands elsewhere now than it did, a line a noun."""
    last = before.year.label
    held = {noun.noun: count for noun, count in _counts(step for step in kept if step.before != step.after)}
    said: dict[type[Noun], str] = {
        BudgetLine: f"controllable expenditure and FTE of {last} are those of the year before now",
        Establishment: f"FTE of {last} are those of the year before now",
        Grant: "a year of their own later",
        ConsultationReturn: "owed for the next year",
    }
    header = after.header
    yield f"  the plan: {header.title}; year {header.year.label}" + (
        f"; builds on county plan {header.county_plan}" if header.county_plan else ""
    )
    for noun, words in said.items():
        if noun.noun in held:
            yield f"  {_counted(noun, held[noun.noun])}: {words}"
    for row in after.all(Variation):
        yield f"  the statement of variations opens with {show_pounds(row.amount)}, the budget of {last}"


def _asked(steps: Iterable[Step]) -> Iterator[str]:
    """Yield the fields to fill in by noun, and the figures that each series asks for next."""
    yield from _by_field(steps, "asked")
    made = Counter(
        (step.after.basis.value, step.after.column.label)
        for step in steps
        if step.before is None and isinstance(step.after, Figure)
    )
    if made:
        columns_asked = ", ".join(f"{basis} {year} ({count})" for (basis, year), count in made.items())
        yield from _wrapped(f"{_counted(Figure, made.total())}, new and without a value: {columns_asked}")


def _by_field(steps: Iterable[Step], what: str) -> Iterator[str]:
    """Yield, for each noun, the fields named by `what` with the number of records in which they were filled in."""
    found: dict[str, Counter[str]] = {}
    for step in steps:
        for name in getattr(step, what) if step.before else ():
            found.setdefault(step.before.noun if step.before else "", Counter())[name] += 1
    for name, counts in found.items():
        noun = NOUN_BY_NAME[name]
        fields = ", ".join(f"{field_label(columns(noun)[field])} ({count})" for field, count in counts.items())
        yield from _wrapped(
            f"{noun.plural.replace('_', ' ') if noun is not Plan else 'the plan'}: {_plain(noun, fields)}"
        )


def _plain(noun: type[Noun], fields: str) -> str:
    """Return `fields` in the words of a planner, where the field's name does not say what is asked for."""
    return fields.replace("due (", "target date (") if noun is Deliverable else fields


def _left_out(steps: Iterable[Step]) -> Iterator[str]:
    found: Counter[tuple[type[Noun], str]] = Counter(
        (type(step.before), step.why) for step in steps if step.before and step.after is None
    )
    for (noun, why), count in found.items():
        yield from _wrapped(f"{_counted(noun, count)}: {why}")


def _counts(steps: Iterable[Step]) -> list[tuple[type[Noun], int]]:
    return list(Counter(type(step.before) for step in steps if step.before).items())


def _counted(noun: type[Noun], number: int) -> str:
    words = noun.noun if number == 1 else noun.plural
    return f"{number:,} {words.replace('_', ' ')}"


def _wrapped(text: str) -> list[str]:
    from textwrap import wrap

    return wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ") if text else []

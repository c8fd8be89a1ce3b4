"""What became of a record between two of its versions, in words, field by field."""

from typing import NamedTuple

from lcsp.reports.differences.wording import change_words, shown
from lcsp.vocabulary.noun import Noun, columns
from lcsp.web.records.cells import differing
from lcsp.web.records.values import label_of
from lcsp.whole_plan import WholePlan


class FieldChange(NamedTuple):
    """What became of one field: its label, and the words "£870,100 → £882,100 (+£12,000)"."""

    label: str
    words: str


def changed_words(plan: WholePlan, before: Noun | None, after: Noun | None) -> list[FieldChange]:
    """Return what differs between two versions of a record; `plan` names what they refer to.

    Where one of them is absent, the record was added or removed, and what it says is told in full.
    """
    either = after or before
    if either is None:
        return []
    noun = type(either)
    fields = columns(noun)
    if before is None or after is None:
        return [
            FieldChange(label_of(fields[name]), shown(plan, fields[name], getattr(either, name)))
            for name in differing(noun, None, either)
        ]
    return [
        FieldChange(
            label_of(fields[name]),
            change_words((plan, plan), fields[name], getattr(before, name), getattr(after, name)),
        )
        for name in differing(noun, before, after)
    ]

"""What can be added to a record: a progress report to a deliverable, a deliverable to an action."""

from collections.abc import Mapping
from functools import cache

from django.http import QueryDict

from lcsp.partnership.plan import ProgressReport
from lcsp.vocabulary.noun import Noun, columns
from lcsp.web.records.cells import blank_texts
from lcsp.web.records.opening import Opened, list_address, noun_name
from lcsp.web.showing import NavLink
from lcsp.whole_plan import NOUNS, references


def links_to_add(opened: Opened, record: Noun) -> list[NavLink]:
    """Return links to the forms that add what belongs to `record`, filled in so far; none for who may not add it."""
    return [
        NavLink(words_to_add(noun), list_address(opened.code, noun, "add", {field: record.key}))
        for noun, field in _belonging(record.noun)
        if opened.may_add(noun)
    ]


def words_to_add(noun: type[Noun]) -> str:
    """Return what adding a record of `noun` is called: Add a deliverable."""
    if noun is ProgressReport:
        return "Report progress"
    name = noun_name(noun).lower()
    return f"Add {'an' if name[0] in 'aeiou' else 'a'} {name}"


def _belonging(target: str) -> tuple[tuple[type[Noun], str], ...]:
    """Return the nouns whose records belong to one record of `target`, each with the field that says to which."""
    return tuple((noun, field) for noun, (field, whose) in _owners().items() if whose == target)


@cache
def _owners() -> Mapping[type[Noun], tuple[str, str]]:
    """Return for each noun its first reference that must be filled in: the record that it belongs to."""
    found = ((noun, one) for noun in reversed(NOUNS) for one in reversed(references(noun)))
    return {noun: one for noun, one in found if columns(noun)[one[0]].required}


def texts_to_begin(noun: type[Noun], asked: QueryDict) -> dict[str, str]:
    """Return the texts with which the form for a new record opens: the defaults, and what its address fills in."""
    return {name: asked.get(name, text) for name, text in blank_texts(noun).items()}

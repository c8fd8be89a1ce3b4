"""Fields made from columns: every column of every noun gets an input that can hold what its kind reads."""

import pytest

from lcsp.vocabulary.kinds import ChoiceKind, YesNoKind
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.refs import referred_noun
from lcsp.web.forms.fields import field_of
from lcsp.web.showing import Choice
from lcsp.whole_plan import NOUNS

EVERY = [(noun, column) for noun in NOUNS for column in columns(noun).values()]


@pytest.mark.parametrize(("noun", "column"), EVERY, ids=[f"{noun.noun}.{column.name}" for noun, column in EVERY])
def test_every_column_has_a_field(noun: type[Noun], column: Column) -> None:
    field = field_of(column, column.kind.example, known=[Choice(column.kind.example, "A record")])
    assert field.hint.startswith(column.description)
    assert field.required == column.required
    if isinstance(column.kind, ChoiceKind | YesNoKind):
        assert field.input in ("radios", "select")
        words = [choice.value for choice in field.choices if choice.value]
        assert [column.kind.read(word) for word in words]
        assert column.kind.example in words
    elif referred_noun(column.kind):
        assert field.input in ("reference", "several", "checkboxes")
    else:
        assert field.choices == ()


def test_what_may_stay_blank_can_be_chosen_to() -> None:
    found = 0
    for _, column in EVERY:
        field = field_of(column, "")
        if field.input == "radios" and not column.required and column.default is None:
            found += 1
            assert "" in [choice.value for choice in field.choices], column.name
    assert found


def test_a_text_with_lines_is_never_put_into_one_line() -> None:
    for _, column in EVERY:
        field = field_of(column, "one\ntwo")
        assert field.input not in ("text", "date") or column.kind.expects.startswith("a date"), column.name

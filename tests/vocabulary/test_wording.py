"""Two wordings of one name are known as such, and two names are not taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.vocabulary.wording import holds_name, likeness, none_of, one_slip_apart, same_name, words_of

names = st.text("abcdeXYZ &'-", max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Children's Centres", "childrens centre"),
        ("Cognition & Learning", "Cognition and learning"),
        ("Child Care Officers – Sure Start", "child care officers (Sure Start)"),
    ],
)
def test_one_name_in_two_wordings(one: str, other: str) -> None:
    assert same_name(one, other)


def test_two_names_differ() -> None:
    assert not same_name("Home tuition", "Individual tuition")
    assert likeness("Home tuition", "Individual tuition") == 0.5


@given(names)
def test_a_name_is_itself_in_capitals(name: str) -> None:
    assert same_name(name, name.upper())


@given(names, names)
def test_likeness_is_mutual_and_a_share(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(names, names, names)
def test_a_label_holds_the_name_that_it_was_made_of(before: str, name: str, after: str) -> None:
    assert holds_name(f"{before} / {name} / {after}", name) == bool(words_of(name))


def test_words_apart_are_no_name() -> None:
    assert not holds_name("Extended early schools", "Extended schools")


words = st.text("abcd", max_size=8)


@given(words, words)
def test_a_slip_is_mutual_and_no_word_is_one_slip_from_itself(one: str, other: str) -> None:
    assert one_slip_apart(one, other) == one_slip_apart(other, one)
    assert not one_slip_apart(one, one)


def slips_of(word: str) -> set[str]:
    """Every text that one slip makes of `word`, by the definition."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    lost = {left + right[1:] for left, right in cuts if right}
    added = {left + letter + right for left, right in cuts for letter in "abcd"}
    other = {left + letter + right[1:] for left, right in cuts if right for letter in "abcd"}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    return (lost | added | other | swapped) - {word}


@given(words, words)
def test_one_slip_is_what_its_definition_says(one: str, other: str) -> None:
    assert one_slip_apart(one, other) == (other in slips_of(one))


@given(words)
def test_every_slip_is_known(word: str) -> None:
    assert all(one_slip_apart(word, slipped) for slipped in slips_of(word))


def test_none_of_one_is_no_such_thing() -> None:
    assert none_of([1, 2, 3], "priority", "priorities") == "none of the 3 priorities"
    assert none_of([1, 2], "action") == "none of the 2 actions"
    assert none_of([1], "priority", "priorities") == "no priority"

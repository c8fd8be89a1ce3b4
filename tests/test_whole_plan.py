"""The one value in the middle: references, back-links and equality, derived once for every noun."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import make

from lcsp.checks.manual import example_plan
from lcsp.partnership.performance import Definition
from lcsp.partnership.places import Area
from lcsp.partnership.plan import KeyAction, Objective
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.refs import referred_noun
from lcsp.whole_plan import NEVER_INHERITED, NOUN_BY_NAME, NOUNS, WholePlan, references

THREAD = """\
objective: code | parent
objective: P5 |
objective: 5B | P5
key_action: code
key_action: 1
link: action | objective
link: 1 | 5B
link: 1 | 9Z
"""

each_noun = pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.noun)


def test_references_are_found_through_every_noun() -> None:
    plan = example_plan(THREAD)
    pairs = {(pointer.record.noun, pointer.field, pointer.key) for pointer in plan.pointers()}
    assert ("objective", "parent", "P5") in pairs
    assert ("link", "objective", "9Z") in pairs


def test_a_reference_to_nothing_dangles() -> None:
    assert [pointer.key for pointer in example_plan(THREAD).dangling() if pointer.noun == "objective"] == ["9Z"]


def test_back_links_are_the_references_turned_round() -> None:
    plan = example_plan(THREAD)
    objective = plan.find(Objective, "5B")
    assert objective is not None
    assert [pointer.record.noun for pointer in plan.referring_to(objective)] == ["link"]


@given(st.lists(st.from_regex(r"[A-Z][0-9]{1,3}", fullmatch=True), unique=True))
def test_every_record_is_found_by_its_key(codes: list[str]) -> None:
    plan = WholePlan({Area: [make(Area, code=code, name=code) for code in codes]})
    assert [plan.find(Area, code) for code in codes] == list(plan.all(Area))
    assert plan.find(Area, "nowhere") is None


def test_plans_are_equal_when_their_records_are() -> None:
    assert example_plan(THREAD) == example_plan(THREAD)
    assert hash(example_plan(THREAD)) == hash(example_plan(THREAD))
    assert example_plan(THREAD) != example_plan(THREAD.replace("9Z", "9Y"))


def test_replacing_leaves_the_rest() -> None:
    plan = example_plan(THREAD)
    without = plan.replace({KeyAction: ()})
    assert without.all(KeyAction) == ()
    assert without.all(Objective) == plan.all(Objective)
    assert plan.all(KeyAction) != ()


def test_definitions_are_found_like_records() -> None:
    plan = example_plan(THREAD)
    definition = plan.find(Definition, "NI 87")
    assert definition is not None
    assert definition.code == "NI 87"
    assert plan.find(Definition, "NI 9999") is None
    assert len(plan.all(Definition)) >= 39


def test_a_plan_without_its_own_record_says_so() -> None:
    with pytest.raises(LookupError, match="no plan record"):
        _ = WholePlan({}).header


TIERS = f"""\
County:
{THREAD}Local:
key_action: code | serves
key_action: L1 | 1
link: action | objective
link: L1 | 5B
link: L1 | 8Z
"""


def test_a_local_plan_finds_what_its_county_holds_and_copies_nothing() -> None:
    local = example_plan(TIERS)
    county = local.inherits
    assert county is not None
    assert local.find(Objective, "5B") is county.find(Objective, "5B") is not None
    assert local.find_own(Objective, "5B") is None
    assert local.all(Objective) == ()
    assert local.whole_of(Objective) == county.all(Objective)
    assert [action.code for action in local.whole_of(KeyAction)] == ["1", "L1"]
    assert local.find_named("key_action", "1") is county.find(KeyAction, "1")


def test_a_reference_of_a_local_plan_dangles_where_neither_plan_holds_the_record() -> None:
    assert [pointer.key for pointer in example_plan(TIERS).dangling()] == ["8Z"]


def test_no_reference_is_judged_while_the_county_plan_is_not_at_hand() -> None:
    alone = example_plan(TIERS).inheriting(None)
    assert alone.awaits_county
    assert list(alone.dangling()) == []


def test_what_speaks_of_the_countys_document_is_not_inherited() -> None:
    county = example_plan("section: code\nsection: summary\nacceptance: check\nacceptance: FIN-01")
    local = example_plan("Local:\narea: code\narea: dover").inheriting(county)
    for noun in NEVER_INHERITED:
        assert all(local.find(noun, record.key) is None for record in county.all(noun))
        assert local.whole_of(noun) == ()


def test_replacing_keeps_what_is_inherited_and_equality_is_of_own_records() -> None:
    local = example_plan(TIERS)
    assert local.replace({KeyAction: ()}).inherits is local.inherits
    assert local == local.inheriting(None)
    assert hash(local) == hash(local.inheriting(None))


@given(st.sets(st.sampled_from("ABCDEF")), st.sets(st.sampled_from("ABCDEF")))
def test_the_whole_of_a_noun_is_what_can_be_found_of_it(above: set[str], own: set[str]) -> None:
    county = WholePlan({Area: [make(Area, code=code, name="county") for code in sorted(above)]})
    local = WholePlan({Area: [make(Area, code=code, name="local") for code in sorted(own)]}, inherits=county)
    whole = local.whole_of(Area)
    assert {area.code for area in whole} == above | own
    assert len(whole) == len(above | own)
    assert all(local.find(Area, area.code) is area for area in whole)
    assert {area.code for area in whole if area.name == "local"} == own


@each_noun
def test_every_reference_names_a_noun(noun: type[Noun]) -> None:
    assert all(target in NOUN_BY_NAME for _, target in references(noun))


@each_noun
def test_every_noun_is_frozen_described_and_keyed(noun: type[Noun]) -> None:
    assert noun.model_config["frozen"] is True
    assert noun.model_config["extra"] == "forbid"
    assert (noun.__doc__ or "").strip().partition("\n")[0].endswith(".")
    assert noun.plural not in {other.plural for other in NOUNS if other is not noun}
    assert set(noun.key_fields) <= columns(noun).keys()
    for column in columns(noun).values():
        assert column.description, f"{noun.noun}.{column.name} needs a description"


@each_noun
def test_a_noun_stands_in_the_room_that_it_names(noun: type[Noun]) -> None:
    assert noun.__module__.startswith(f"lcsp.partnership.{noun.room}.")


@each_noun
def test_pydantic_and_the_kinds_agree(noun: type[Noun]) -> None:
    """What the files build without validation is what validation would have built."""
    values = {name: column.kind.read(column.kind.example) for name, column in columns(noun).items()}
    record = noun.of_typed(values)
    assert noun.model_construct(**values) == record
    assert noun.model_validate(record.model_dump()) == record
    assert record.model_copy(update=dict.fromkeys(noun.key_fields)) != record
    assert noun.model_validate_json(record.model_dump_json()) == record
    assert referred_noun(columns(noun)[noun.key_fields[0]].kind) is None or len(noun.key_fields) > 1

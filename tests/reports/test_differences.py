"""The difference of two plans: nothing lost, the same both ways, sums that add up, words that a reader follows."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.files.strategies import plans, records
from tests.made import HEADER, make

from lcsp.files import read_plan
from lcsp.partnership.finance import BudgetLine, LineKind, Pressure, Variation
from lcsp.partnership.places import AgeBand, Area, BandRole, Population
from lcsp.partnership.plan import Accountability, KeyAction, Link, Plan, Section, Service, SubAction
from lcsp.partnership.workforce import Establishment, EstablishmentKind
from lcsp.reports.differences import Change, Differences, Effect, apply, as_data, compare, sum_effects, tell
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.periods import read_period
from lcsp.whole_plan import NOUNS, WholePlan

N = TypeVar("N", bound=Noun)


@pytest.fixture(scope="module")
def kent(root: Path) -> WholePlan:
    """The Kent example as read."""
    return read_plan(root / "examples" / "kent-2009-10").plan


def edited(plan: WholePlan, noun: type[Noun], key: str, **values: Any) -> WholePlan:
    """Return `plan` with other values in one record."""
    assert plan.find(noun, key) is not None
    changed = [row.model_copy(update=values) if row.key == key else row for row in plan.all(noun)]
    return plan.replace({noun: changed})


def told(before: WholePlan, after: WholePlan) -> str:
    """Return the difference in words."""
    return tell(compare(before, after), sum_effects(before, after), before, after)


def effect_of(before: WholePlan, after: WholePlan, noun: str, field: str, rows: str = "") -> Effect:
    """Return one sum."""
    effects = [item for item in sum_effects(before, after) if (item.noun, item.field, item.rows) == (noun, field, rows)]
    assert len(effects) == 1
    return effects[0]


def plan_of(*found: Noun) -> WholePlan:
    """Return a plan with these records and a header."""
    by_noun: dict[type[Noun], list[Noun]] = {Plan: [HEADER]}
    for record in found:
        by_noun.setdefault(type(record), []).append(record)
    return WholePlan(by_noun)


@st.composite
def edited_plans(draw: st.DrawFn) -> tuple[WholePlan, WholePlan]:
    """Return a plan and what some editing made of it: records dropped, rewritten, added, renamed and moved."""
    before = draw(plans())
    after: dict[type[Noun], Iterable[Noun]] = {Plan: draw(st.sampled_from((before.all(Plan), (draw(records(Plan)),))))}
    for noun in NOUNS[1:]:
        if before.all(noun) or draw(st.integers(0, 30)) == 0:
            found = [draw(_edit(record)) for record in before.all(noun)]
            rows = [record for record in found if record is not None] + draw(st.lists(records(noun), max_size=1))
            unique = {record.key: record for record in rows}
            after[noun] = draw(st.permutations(list(unique.values())))
    return before, before.replace(after)


def _edit(record: Noun) -> st.SearchStrategy[Noun | None]:
    """Return what may become of a record: it stays, goes, gets another's values under its key, or another's key."""

    def take(other: Noun, *, keys: bool) -> Noun:
        names = [name for name in type(record).model_fields if (name in record.key_fields) is keys]
        return record.model_copy(update={name: getattr(other, name) for name in names})

    others = records(type(record))
    return st.one_of(
        st.sampled_from((record, None)),
        others.map(lambda other: take(other, keys=False)),
        others.map(lambda other: take(other, keys=True)),
    )


@given(plans())
@settings(max_examples=30)
def test_a_plan_does_not_differ_from_itself(plan: WholePlan) -> None:
    assert compare(plan, plan) == Differences()
    assert not compare(plan, plan)
    assert sum_effects(plan, plan) == ()


@given(edited_plans())
@settings(max_examples=60)
def test_the_differences_lead_from_one_plan_to_the_other(pair: tuple[WholePlan, WholePlan]) -> None:
    before, after = pair
    differences = compare(before, after)
    assert apply(differences, before) == after
    assert bool(differences) == (before != after)


@given(edited_plans())
@settings(max_examples=60)
def test_comparing_the_other_way_round_is_the_mirror_image(pair: tuple[WholePlan, WholePlan]) -> None:
    there, back = compare(*pair), compare(*reversed(pair))
    assert (there.added, there.removed) == (back.removed, back.added)
    assert set(there.changed) == {Change(new, old) for old, new in back.changed}
    assert {(item.noun, item.before, item.after) for item in there.sequences} == {
        (item.noun, item.after, item.before) for item in back.sequences
    }
    assert there.following() == {Change(new, old) for old, new in back.following()}
    assert sum_effects(*pair) == tuple(
        item._replace(before=item.after, after=item.before, was_blank=item.is_blank, is_blank=item.was_blank)
        for item in sum_effects(*reversed(pair))
    )


@given(edited_plans())
@settings(max_examples=40)
def test_whatever_differs_is_said_in_words_and_as_data(pair: tuple[WholePlan, WholePlan]) -> None:
    differences = compare(*pair)
    effects = sum_effects(*pair)
    data = as_data(differences, effects)
    assert tell(differences, effects, *pair).strip()
    assert [(entry["noun"], entry["key"]) for entry in data["added"]] == [(r.noun, r.key) for r in differences.added]
    assert len(data["changed"]) == sum(len(change.fields) for change in differences.changed)


@given(st.lists(st.tuples(st.sampled_from(list(LineKind)), st.integers(-9, 9), st.integers(-9, 9)), max_size=8))
def test_sums_are_those_of_the_rows_that_are_lines(rows: list[tuple[LineKind, int, int]]) -> None:
    before, after = (
        plan_of(
            *(make(BudgetLine, code=f"c{at}", kind=row[0], gross=Decimal(row[side])) for at, row in enumerate(rows))
        )
        for side in (1, 2)
    )
    moved = sum(new - old for kind, old, new in rows if kind is LineKind.LINE)
    assert sum(effect.change for effect in sum_effects(before, after)) == moved


def test_a_changed_amount_is_told_with_name_and_change(kent: WholePlan) -> None:
    after = edited(kent, BudgetLine, "behaviour-service", gross=Decimal(882100))
    said = told(kent, after)
    assert "Finance: budget lines\n" in said
    assert "  Behaviour Service (budget line behaviour-service): gross £870,100 → £882,100 (+£12,000)\n" in said
    assert "  budget lines, gross: £50,785,000 → £50,797,000 (+£12,000)\n" in said
    assert said.endswith("Records: 1 changed (in 1 field).")


def test_a_total_that_follows_its_lines_is_not_counted_twice(kent: WholePlan) -> None:
    after = edited(kent, BudgetLine, "behaviour-service", gross=Decimal(882100))
    after = edited(after, BudgetLine, "controllable-total", gross=Decimal(50797000))
    assert effect_of(kent, after, "budget_line", "gross").change == 12000
    only_total = edited(kent, BudgetLine, "controllable-total", gross=Decimal(50797000))
    assert sum_effects(kent, only_total) == ()
    assert "In sum:" not in told(kent, only_total)


def test_money_moved_between_lines_leaves_the_sum_and_says_so(kent: WholePlan) -> None:
    after = edited(kent, BudgetLine, "behaviour-service", gross=Decimal(860100))
    after = edited(after, BudgetLine, "cognition-learning", gross=Decimal(898100))
    assert effect_of(kent, after, "budget_line", "gross").change == 0
    assert "budget lines, gross: £50,785,000 as before" in told(kent, after)


def test_bridge_and_medium_term_plan_are_summed_without_their_sums(kent: WholePlan) -> None:
    after = edited(kent, Variation, "nurses", amount=Decimal(100000))
    after = edited(after, Variation, "budget-2008-09", amount=Decimal(16786000))
    after = edited(after, Pressure, "home-tuition", amount=Decimal(190000), unit_rate=Decimal(1))
    assert [(item.noun, item.change) for item in sum_effects(kent, after)] == [
        ("pressure", Decimal(-10000)),
        ("variation", Decimal(4000)),
    ]


def test_children_are_counted_once_for_area_and_band(kent: WholePlan) -> None:
    after = edited(kent, Population, "ashford-1 | ages-0-19", number=16440)
    after = edited(after, Population, "ashford-1 | ages-0-7", number=6677)
    after = edited(after, Population, "ashford-1 | ages-10-17", number=1)
    after = edited(after, Population, "kent | ages-0-19", number=344955)
    effect = effect_of(kent, after, "population", "number", "all ages")
    assert (effect.before, effect.after) == (Decimal(344855), Decimal(344955))
    assert effect_of(kent, after, "population", "number", "single age bands").change == 100
    assert "  populations (all ages), number: 344,855 → 344,955 (+100)" in told(kent, after)


def test_an_area_is_not_counted_where_a_part_of_its_parts_is() -> None:
    def counted(ward: int) -> WholePlan:
        return plan_of(
            make(Area, code="county"),
            make(Area, code="district", parent="county"),
            make(Area, code="ward", parent="district"),
            make(AgeBand, code="all", role=BandRole.TOTAL),
            make(Population, area="county", band="all", number=9 + ward),
            make(Population, area="ward", band="all", number=ward),
        )

    effect = effect_of(counted(1), counted(3), "population", "number", "all ages")
    assert (effect.before, effect.after) == (Decimal(1), Decimal(3))


def test_staff_are_summed_by_band_and_in_total_and_the_two_never_together() -> None:
    def staffed(band: int, total: int) -> WholePlan:
        return plan_of(
            make(Establishment, code="a", kind=EstablishmentKind.BAND, fte=Decimal(band)),
            make(Establishment, code="t", kind=EstablishmentKind.TOTAL, fte=Decimal(total)),
            make(Establishment, code="o", kind=EstablishmentKind.OF_WHICH, fte=Decimal(total)),
        )

    effects = sum_effects(staffed(1, 5), staffed(2, 7))
    assert [(item.rows, item.unit, item.change) for item in effects] == [
        ("grade bands", "fte", Decimal(1)),
        ("total as stated", "fte", Decimal(2)),
    ]


def test_a_new_key_is_guessed_and_what_follows_it_is_counted(kent: WholePlan) -> None:
    def renumbered(noun: type[Noun], field: str) -> list[Noun]:
        rows = kent.all(noun)
        return [row.model_copy(update={field: "44"}) if getattr(row, field) == "4" else row for row in rows]

    nouns: dict[type[Noun], str] = {KeyAction: "code", SubAction: "action", Link: "action", Accountability: "action"}
    after = kent.replace({noun: renumbered(noun, field) for noun, field in nouns.items()})
    differences = compare(kent, after)
    assert not differences.added
    assert not differences.removed
    assert apply(differences, kent) == after
    back = compare(after, kent)
    assert set(back.changed) == {Change(new, old) for old, new in differences.changed}
    assert back.following() == {Change(new, old) for old, new in differences.following()}
    said = told(kent, after)
    assert "Reduce exclusions (key action 4) now goes by 44 (a guess: all else agrees)" in said
    assert "same otherwise: 2 sub actions, 3 accountabilities, 5 links." in said
    assert "1 under a new key, 10 following a new key" in said
    (renamed, *_) = as_data(differences, ())["renamed"]
    assert renamed == {"noun": "key_action", "before": "4", "after": "44"}


def test_no_new_key_is_guessed_where_blanks_agree_or_a_third_record_could_be_meant() -> None:
    lone, other = make(Link, action="1"), make(Link, action="2")
    assert len(compare(plan_of(lone), plan_of(other)).added) == 1
    twins = [make(Service, code=code, name="Nurses") for code in ("a", "b", "c")]
    differences = compare(plan_of(twins[0], twins[1]), plan_of(twins[0], twins[2]))
    assert (differences.added, differences.removed) == ((twins[2],), (twins[1],))
    assert not differences.changed


def test_the_plan_itself_is_one_record_in_any_year(kent: WholePlan) -> None:
    after = edited(kent, Plan, kent.header.code, code="kent-2010", year=read_period("financial 2010/11"))
    differences = compare(kent, after)
    assert [change.fields for change in differences.changed] == [("code", "year")]
    assert "year financial year 2009/10 → financial year 2010/11" in told(kent, after)
    assert apply(differences, kent) == after


def test_rows_that_only_moved_are_told_apart() -> None:
    services = [make(Service, code=code, name=code.upper(), order=at) for at, code in enumerate("abcde")]
    later = [service.model_copy(update={"order": service.order + 1}) for service in services]
    assert "moved: 5 rows have another place" in told(plan_of(*services), plan_of(*later))
    one = plan_of(*services[:4], later[4])
    assert "moved: E (service e): from place 4 to 5" in told(plan_of(*services), one)
    turned = plan_of(*reversed(services))
    said = told(plan_of(*services), turned)
    assert "the rows follow each other in another sequence" in said
    assert "Records: the same, in another sequence." in said
    (reordered,) = as_data(compare(plan_of(*services), turned), ())["reordered"]
    assert reordered["after"] == list("edcba")


def test_what_came_and_went_is_named_with_its_numbers(kent: WholePlan) -> None:
    line = make(BudgetLine, code="youth", name="Youth Service", gross=Decimal(10000), fte=Decimal("0.5"), order=99)
    after = kent.replace({BudgetLine: (*kent.all(BudgetLine)[1:], line)})
    said = told(kent, after)
    assert "added: Youth Service (budget line youth): FTE 0.5, gross £10,000\n" in said
    assert "removed: Behaviour Service (budget line behaviour-service): prior controllable £849,100" in said
    assert effect_of(kent, after, "budget_line", "gross").change == 10000 - 870100


def test_references_are_told_by_name_and_lists_by_what_came_and_went(kent: WholePlan) -> None:
    after = edited(kent, Service, "cognition-learning", manager="leader", aliases=("Learning",))
    said = told(kent, after)
    assert "manager LCSP Manager (lcsp-manager) → Leader (leader)" in said
    assert "aliases without Cognition and learning, now with Learning" in said
    blank = edited(kent, Service, "cognition-learning", manager=None)
    assert "manager LCSP Manager (lcsp-manager) → blank" in told(kent, blank)


def test_a_long_text_is_told_word_by_word_or_as_written_anew() -> None:
    old = " ".join(f"word{number}" for number in range(60))

    def section(text: str) -> WholePlan:
        return plan_of(make(Section, code="s", title="S", text=text))

    one_word = told(section(old), section(old.replace("word30", "three")))
    assert "text … word27 word28 word29 [word30 → three] word31 word32 word33 …" in one_word
    assert "[added: more]" in told(section(old), section(f"{old} more"))
    assert "[removed: word0] word1" in told(section(old), section(old.removeprefix("word0 ")))
    assert "only spaces or line breaks differ" in told(section(old), section(old.replace(" ", "\n")))
    anew = told(section(old), section("Quite another text."))
    assert "written anew (60 words → 3 words)" in anew
    assert len(anew) < 400
    (entry,) = as_data(compare(section(old), section("New.")), ())["changed"]
    assert (entry["before"], entry["after"], entry["change"]) == (old, "New.", None)


def test_data_has_numbers_as_numbers(kent: WholePlan) -> None:
    after = edited(kent, BudgetLine, "behaviour-service", fte=Decimal(20))
    data = as_data(compare(kent, after), sum_effects(kent, after))
    assert data["changed"] == [
        {"noun": "budget_line", "key": "behaviour-service", "field": "fte", "before": 19.5, "after": 20, "change": 0.5}
    ]
    (effect,) = data["effects"]
    assert (effect["unit"], effect["before"], effect["after"], effect["change"]) == ("fte", 776.9, 777.4, 0.5)


def test_differences_go_on_top_of_other_peoples_work_but_never_over_it(kent: WholePlan) -> None:
    mine = edited(kent, BudgetLine, "behaviour-service", gross=Decimal(882100))
    theirs = edited(kent, BudgetLine, "early-years", gross=Decimal(1))
    both = apply(compare(kent, mine), theirs)
    assert both == edited(theirs, BudgetLine, "behaviour-service", gross=Decimal(882100))
    with pytest.raises(ValueError, match="budget line 'behaviour-service' is not as it was"):
        apply(compare(kent, mine), mine)
    added = kent.replace({Area: (*kent.all(Area), make(Area, code="new"))})
    with pytest.raises(ValueError, match="area 'new' stands in the plan already"):
        apply(compare(kent, added), added)

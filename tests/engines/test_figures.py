"""Figures from counts: worked examples, and roll-ups that agree with a plain loop at every level."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from statistics import fmean, median

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.attendance.test_parts import a_pupil

from lcsp.children.pupils.model import Destination, Exclusion, Pupil, PupilRecord, Result, School
from lcsp.engines.computing import MEASURES, count, names_of
from lcsp.engines.figures import Measured, computable, differences_from_rest, figures_of, gap_of, measure, read_counts
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.tables import schema_of
from lcsp.engines.undisclosed import Undisclosed
from lcsp.partnership.performance import Definition
from lcsp.reference import SHIPPED, build_definition, read_definition
from lcsp.reference.compiling import read_file
from lcsp.vocabulary.conditions import Condition, NoCondition

YEAR = 2007
SHIPPED_COMPUTED = computable(SHIPPED.all(Definition))
OWN_DEFINITION = """
code = "girls-at-11"
title = "Girls at level 4 in English and maths"
what = "The share of girls who reach the expected level at 11."
why = "Girls and boys differ."
numerator = "Girls at level 4 or above in both"
denominator = "Girls with results"
unit = "percentage"
polarity = "high"
period = "academic"
periodicity = "annual"
source = "National curriculum assessments"
publisher = "Kent"
introduced = 2007-09-01
author = "Kent"
review_date = 2010-09-01
confidence = "general knowledge"
citation = "Local indicator"

[[computing]]
kind = "share"
stage = "KS2"
counted = "english >= 4 and maths >= 4"
out_of = "sex == 'F'"
"""
LOCALITIES = ("ashford-1", "ashford-rural", "dover")


def named(code: str) -> Definition:
    definition = read_definition(code)
    assert definition
    return definition


@dataclass
class Year:
    """The records of a small made year."""

    schools: list[School]
    pupils: list[Pupil]
    results: list[Result]
    exclusions: list[Exclusion]
    destinations: list[Destination]

    def write(self, folder: Path) -> PupilStore:
        store = PupilStore.create(folder, {"synthetic": True})
        tables: tuple[tuple[type[PupilRecord], list[PupilRecord]], ...] = (
            (School, [*self.schools]),
            (Pupil, [*self.pupils]),
            (Result, [*self.results]),
            (Exclusion, [*self.exclusions]),
            (Destination, [*self.destinations]),
        )
        for noun, records in tables:
            rows = [record.model_dump() for record in records]
            store.write(YEAR, noun, pa.Table.from_pylist(rows, schema=schema_of(noun)))
        return store


def a_year(seed: int, pupils: int = 60) -> Year:
    """Return a year in which chance decides groups, results, exclusions and destinations."""
    chance = Random(seed)
    schools = [
        School(
            school=number, name=str(number), phase="primary", locality=LOCALITIES[number % 3], maintained=number != 5
        )
        for number in range(1, 6)
    ]
    year = Year(schools, [], [], [], [])
    for number in range(1, pupils + 1):
        home, ethnicity = chance.choice(LOCALITIES), chance.choice(["WBRI", "WROM"])
        cared_for = chance.random() < 0.2
        year.pupils.append(
            a_pupil(number, chance.randrange(1, 6), chance, home=home, ethnicity=ethnicity, looked_after=cared_for)
        )
        for stage, measures in MEASURES.items():
            for name in measures:
                if chance.random() < 0.8:
                    of = ("KS1", name.removeprefix("ks1_")) if name.startswith("ks1_") else (stage, name)
                    value = chance.randrange(60, 118) if name == "points" else chance.randrange(1, 8)
                    value = chance.randrange(2) if name.startswith("five") or stage == "AGE19" else value
                    year.results.append(Result(pupil=number, stage=of[0], measure=of[1], value=value))
        if chance.random() < 0.2:
            category = chance.choice(["PERM", "FIXD"])
            held = year.pupils[-1].school
            year.exclusions.append(
                Exclusion(pupil=number, school=held, starts=date(2007, 10, 1), category=category, sessions=0)
            )
        for month in (date(2007, 10, 1), date(2007, 11, 1), date(2007, 12, 1), date(2008, 1, 1)):
            status = chance.choice(["EET", "EET", "NEET", "UNKNOWN", "CUSTODY", "ASYLUM"])
            year.destinations.append(Destination(pupil=number, month=month, age=17, sex="F", home=home, status=status))
    return year


def opened(figures: Undisclosed[tuple[Measured, ...]]) -> dict[tuple[str, str, str], Measured]:
    return {(figure.part, figure.area, figure.group): figure for figure in figures.open_for_analysts()}


def within(figure: Measured) -> bool:
    """Say whether a figure lies within its own interval."""
    assert figure.value is not None
    assert figure.low is not None
    assert figure.high is not None
    return figure.low <= figure.value <= figure.high


def plain_shares(year: Year, code: str) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator of the first figure of an indicator by locality of the school, by a loop."""
    (computing, *_) = named(code).computing
    values: dict[int, dict[str, float]] = defaultdict(dict)
    for result in year.results:
        if result.stage == computing.stage:
            values[result.pupil][result.measure] = result.value
    for result in year.results:
        if computing.stage == "KS2" and result.stage == "KS1" and result.pupil in values:
            values[result.pupil][f"ks1_{result.measure}"] = result.value
    names = names_of(computing.stage)
    counted, out_of = Condition(computing.counted, names), Condition(computing.out_of or "1 == 1", names)
    found: dict[str, tuple[int, int]] = {}
    for pupil in year.pupils:
        school = next(school for school in year.schools if school.school == pupil.school)
        held = {**pupil.model_dump(), **values.get(pupil.pupil, {})}
        if pupil.pupil in values and school.maintained and out_of.holds(held):
            numerator, denominator = found.get(school.locality, (0, 0))
            found[school.locality] = (numerator + counted.holds(held), denominator + 1)
    return found


SHARES = [
    definition.code
    for definition in SHIPPED_COMPUTED
    if definition.computing[0].kind == "share" and not definition.computing[0].by
]


@pytest.mark.parametrize("code", [code for code in SHARES if not named(code).computing[0].higher])
def test_shares_are_those_of_a_plain_loop(tmp_path: Path, code: str) -> None:
    year = a_year(3)
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named(code)]))
    by_locality = opened(figures_of(counts, named(code), "locality"))
    wanted = plain_shares(year, code)
    assert {area: (held.numerator, held.denominator) for (_, area, _), held in by_locality.items()} == wanted
    (county,) = opened(figures_of(counts, named(code))).values()
    assert county.numerator == sum(numerator for numerator, _ in wanted.values())
    assert county.value == pytest.approx(100 * county.numerator / county.denominator)
    assert within(county)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10_000), st.sampled_from(["sex", "fsm", "sen", "ethnicity", "looked_after", "year_group"]))
def test_every_level_and_group_adds_up(tmp_path_factory: pytest.TempPathFactory, seed: int, by: str) -> None:
    store = a_year(seed, 30).write(tmp_path_factory.mktemp("pupils"))
    definitions = [named(code) for code in ("NI 73", "NI 114")]
    counts = Undisclosed(count(store, YEAR, definitions))
    for definition in definitions:
        whole = opened(figures_of(counts, definition)).values()
        for level in ("locality", "home", "school"):
            parts = opened(figures_of(counts, definition, level, by)).values()
            for name in ("numerator", "denominator"):
                assert sum(getattr(part, name) for part in parts) == sum(getattr(one, name) for one in whole)


def test_a_gap_is_the_difference_of_two_shares(tmp_path: Path) -> None:
    year = a_year(4)
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named("NI 102"), named("NI 73")]))
    by_meals = opened(figures_of(counts, named("NI 73"), by="fsm"))
    gap = opened(figures_of(counts, named("NI 102")))[("i", "", "")]
    eligible, others = by_meals[("", "", "fsm: true")].value, by_meals[("", "", "fsm: false")].value
    assert eligible is not None
    assert others is not None
    assert gap.value == pytest.approx(others - eligible)
    assert within(gap)


def test_a_gap_without_one_of_its_groups_is_no_figure(tmp_path: Path) -> None:
    year = a_year(5)
    year.pupils = [pupil.model_copy(update={"fsm": False}) for pupil in year.pupils]
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named("NI 102")]))
    assert {held.value for held in opened(figures_of(counts, named("NI 102"))).values()} == {None}


def test_areas_are_compared_with_the_rest_of_the_county(tmp_path: Path) -> None:
    year = a_year(11, 300)
    for number, result in enumerate(year.results):
        school = year.pupils[result.pupil - 1].school
        if result.stage == "KS4":
            year.results[number] = result.model_copy(update={"value": float(school in (1, 4) or result.pupil % 2)})
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named("NI 75")]))
    figures = figures_of(counts, named("NI 75"), "locality")
    chances = differences_from_rest(figures, named("NI 75")).open_for_analysts()
    assert set(chances) == {("", "", figure.area) for figure in figures.open_for_analysts()}
    assert chances[("", "", "ashford-rural")] < 0.001  # schools 1 and 4, where everybody passed
    assert all(0 <= chance <= 1 for chance in chances.values())


def test_gaps_are_compared_with_that_of_the_rest(tmp_path: Path) -> None:
    year = a_year(12, 600)
    # At schools 1 and 4 nobody with special needs reaches level 4, and everybody else does; elsewhere chance decides.
    for number, result in enumerate(year.results):
        pupil = year.pupils[result.pupil - 1]
        if result.stage == "KS2" and pupil.school in (1, 4):
            year.results[number] = result.model_copy(update={"value": 5.0 if pupil.sen == "N" else 1.0})
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named("NI 104")]))
    figures = figures_of(counts, named("NI 104"), "locality")
    chances = differences_from_rest(figures, named("NI 104")).open_for_analysts()
    assert chances[("", "", "ashford-rural")] < 1e-6
    held = {figure.area: gap_of(figure) for figure in figures.open_for_analysts()}
    assert all(
        gap.value * 100 == pytest.approx(figure.value)
        for gap, figure in zip(held.values(), figures.open_for_analysts(), strict=True)
    )


def test_a_gap_without_a_rest_is_not_compared(tmp_path: Path) -> None:
    year = a_year(12)
    year.pupils = [pupil.model_copy(update={"school": 1}) for pupil in year.pupils]
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named("NI 104")]))
    figures = figures_of(counts, named("NI 104"), "locality")
    assert len(figures.open_for_analysts()) == 1
    assert differences_from_rest(figures, named("NI 104")).open_for_analysts() == {}


def test_small_cohorts_are_left_out(tmp_path: Path) -> None:
    year = a_year(6, 90)
    for number in (1, 2, 3):
        year.pupils[number] = year.pupils[number].model_copy(update={"ethnicity": "AIND"})
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named("NI 107")]))
    groups = {group for _, _, group in opened(figures_of(counts, named("NI 107")))}
    assert groups
    assert "ethnicity: AIND" not in groups


def test_months_leave_out_custody_and_weigh_the_unknown(tmp_path: Path) -> None:
    year = a_year(7, 0)
    statuses = ["EET"] * 17 + ["NEET"] * 2 + ["UNKNOWN", "CUSTODY", "ASYLUM"]
    year.destinations = [
        Destination(pupil=number + 1, month=month, age=17, sex="M", home="dover", status=status)
        for number, status in enumerate(statuses)
        for month in (date(2007, 9, 1), date(2007, 11, 1), date(2007, 12, 1), date(2008, 1, 1))
    ]
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named("NI 117")]))
    (county,) = opened(figures_of(counts, named("NI 117"))).values()
    assert county.value == pytest.approx(100 * (2 + 0.08) / (19 + 0.08))


def test_months_of_different_size_have_the_mean_of_their_rates(tmp_path: Path) -> None:
    year = a_year(7, 0)
    year.destinations = [
        Destination(
            pupil=number, month=month, age=17, sex="M", home="dover", status="NEET" if number <= neet else "EET"
        )
        for month, neet, known in ((date(2007, 11, 1), 1, 10), (date(2007, 12, 1), 1, 4), (date(2008, 1, 1), 1, 2))
        for number in range(1, known + 1)
    ]
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named("NI 117")]))
    (county,) = opened(figures_of(counts, named("NI 117"))).values()
    assert county.value == pytest.approx((10 + 25 + 50) / 3)
    assert within(county)


def test_what_is_reached_by_nineteen_is_told_apart_by_free_meals_at_fifteen(tmp_path: Path) -> None:
    year = a_year(13, 0)
    # Eligible: 1 of 4 at level 3. Not eligible: 3 of 6. Of two more it is not known whether they were.
    meals, level = [1] * 4 + [0] * 6, [1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1]
    for number, reached in enumerate(level, 1):
        year.results.append(Result(pupil=number, stage="AGE19", measure="level_3", value=reached))
    for number, eligible in enumerate(meals, 1):
        year.results.append(Result(pupil=number, stage="AGE19", measure="free_meals_at_15", value=eligible))
    for month, home in ((date(2007, 11, 1), "dover"), (date(2007, 12, 1), "ashford-1")):
        year.destinations.append(Destination(pupil=1, month=month, age=18, sex="M", home=home, status="EET"))
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named("NI 81")]))
    county = opened(figures_of(counts, named("NI 81")))[("", "", "")]
    assert (county.numerator, county.denominator) == (4, 10)
    assert county.value == pytest.approx(50 - 25)
    assert within(county)
    assert {area for _, area, _ in opened(figures_of(counts, named("NI 81"), "home"))} == {"", "ashford-1"}


def test_the_lowest_fifth_lies_below_the_median(tmp_path: Path) -> None:
    year = a_year(14, 200)
    scores = {held.pupil: int(held.value) for held in year.results if (held.stage, held.measure) == ("EYFS", "points")}
    maintained = {school.school for school in year.schools if school.maintained}
    held = sorted(scores[one.pupil] for one in year.pupils if one.pupil in scores and one.school in maintained)
    fifth = held[: -(-len(held) // 5)]
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named("NI 92")]))
    (county,) = opened(figures_of(counts, named("NI 92"))).values()
    assert county.value == pytest.approx(100 * (1 - fmean(fifth) / median(held)))
    assert county.denominator == len(held)
    assert within(county)
    assert (
        differences_from_rest(figures_of(counts, named("NI 92"), "locality"), named("NI 92")).open_for_analysts() == {}
    )


def test_an_indicator_is_added_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "girls-at-11.toml").write_text(OWN_DEFINITION, "utf-8")
    own = build_definition(read_file(tmp_path / "girls-at-11.toml"))
    counts = Undisclosed(count(a_year(3).write(tmp_path / "pupils"), YEAR, [own, named("NI 73")]))
    by_sex = opened(figures_of(counts, named("NI 73"), by="sex"))
    (county,) = opened(figures_of(counts, own)).values()
    girls = by_sex[("", "", "sex: F")]
    assert (county.numerator, county.denominator) == (girls.numerator, girls.denominator)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [("english >= 4 and luck >= 4", "luck"), ("english >= ", "cannot be read"), ("level_3 == 1", "level_3")],
)
def test_a_condition_that_is_none_is_told_with_its_indicator(tmp_path: Path, wrong: str, told: str) -> None:
    (tmp_path / "own.toml").write_text(OWN_DEFINITION.replace("english >= 4 and maths >= 4", wrong), "utf-8")
    own = build_definition(read_file(tmp_path / "own.toml"))
    with pytest.raises(NoCondition, match=f"girls-at-11: .*{told}.*Mend it in the definition of girls-at-11"):
        count(a_year(3).write(tmp_path / "pupils"), YEAR, [own])


def test_a_score_that_no_stage_has_is_told_with_its_indicator(tmp_path: Path) -> None:
    own = named("NI 92").model_copy(
        update={"computing": (named("NI 92").computing[0].model_copy(update={"score": "luck"}),)}
    )
    with pytest.raises(NoCondition, match="NI 92: 'luck' is no result of its stage; these are: points, least"):
        count(a_year(3).write(tmp_path), YEAR, [own])


def test_permanent_exclusions_of_headcount(tmp_path: Path) -> None:
    year = a_year(8)
    maintained = {school.school for school in year.schools if school.maintained}
    counts = Undisclosed(count(year.write(tmp_path), YEAR, [named("NI 114")]))
    (county,) = opened(figures_of(counts, named("NI 114"))).values()
    permanent = [held for held in year.exclusions if held.category == "PERM" and held.school in maintained]
    assert county.numerator == len(permanent)
    assert county.denominator == sum(pupil.school in maintained for pupil in year.pupils)


def test_counts_are_made_again_only_when_something_changed(tmp_path: Path) -> None:
    year = a_year(9)
    store = year.write(tmp_path)
    assert measure(store, YEAR, SHIPPED_COMPUTED)
    assert not measure(store, YEAR, SHIPPED_COMPUTED)
    before = opened(figures_of(read_counts(store, YEAR), named("NI 114")))
    year.exclusions = []
    store = year.write(tmp_path)
    assert measure(store, YEAR, SHIPPED_COMPUTED)
    assert opened(figures_of(read_counts(store, YEAR), named("NI 114"))) != before


def test_a_group_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not told apart by 'surname'"):
        figures_of(read_counts(PupilStore(tmp_path), YEAR), named("NI 73"), by="surname")


@pytest.mark.parametrize("definition", SHIPPED_COMPUTED, ids=lambda definition: definition.code)
def test_every_shipped_definition_can_be_computed(definition: Definition) -> None:
    for computing in definition.computing:
        names = names_of(computing.stage)
        for text, known in (
            (computing.counted, names),
            (computing.out_of, names),
            (computing.higher, names_of("")),
            (computing.lower, names_of("")),
        ):
            assert not text or Condition(text, known).as_sql()
        assert bool(computing.higher) == bool(computing.lower)
        assert (computing.kind == "share") == bool(computing.counted)
        assert (computing.kind in ("share", "lowest fifth")) == bool(computing.stage)
        assert (computing.kind == "lowest fifth") == bool(computing.score)
        assert bool(computing.span) == (computing.kind in ("half days missed", "persistent absence"))
        assert not computing.part or computing.part in {part.code for part in definition.parts}

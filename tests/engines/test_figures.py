"""Figures from counts: worked examples, and roll-ups that agree with a plain loop at every level."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.attendance.test_parts import a_pupil

from lcsp.children.pupils.model import Destination, Exclusion, Pupil, PupilRecord, Result, School
from lcsp.engines.computing import MEASURES, count, names_of
from lcsp.engines.figures import Measured, computable, differences_from_rest, figures_of, measure, read_counts
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.tables import schema_of
from lcsp.engines.undisclosed import Undisclosed
from lcsp.partnership.performance import Definition
from lcsp.reference import SHIPPED, read_definition
from lcsp.vocabulary.conditions import Condition

YEAR = 2007
SHIPPED_COMPUTED = computable(SHIPPED.all(Definition))
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
                    value = chance.randrange(2) if name.startswith("five") else value
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


def test_a_gap_is_not_compared(tmp_path: Path) -> None:
    counts = Undisclosed(count(a_year(12).write(tmp_path), YEAR, [named("NI 104")]))
    figures = figures_of(counts, named("NI 104"), "locality")
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
        assert (computing.kind == "share") == bool(computing.counted) == bool(computing.stage)
        assert bool(computing.span) == (computing.kind in ("half days missed", "persistent absence"))
        assert not computing.part or computing.part in {part.code for part in definition.parts}

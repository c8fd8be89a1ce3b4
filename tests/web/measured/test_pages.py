"""The pages of computed indicators: what they show, to whom, and what they say where there is nothing to show."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.people_and_plans import KENT, OWN_LOCALITY, local_code

from lcsp.engines.figures import Measured, figures_of, read_counts
from lcsp.engines.pupil_store import PupilStore
from lcsp.partnership.performance import Definition
from lcsp.reference import SHIPPED
from lcsp.vocabulary.actors import Role, needs_second_factor
from lcsp.web.kept_pages import shelf
from lcsp.web.measured import opening

pytestmark = pytest.mark.django_db


def words(response: Any) -> str:
    """The words of a page, one space between them."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def computed(pupils: Path, code: str, level: Any = "county", by: str = "") -> tuple[Measured, ...]:
    definition = SHIPPED.find(Definition, code)
    assert definition
    return figures_of(read_counts(PupilStore(pupils), 2007), definition, level, by).open_for_analysts()


def test_the_list_shows_computed_beside_published(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    said = words(look())
    assert "For analysts only. These figures have not passed disclosure control: do not pass them on." in said
    assert "Made-up pupils: nobody here is real." in said
    (figure,) = computed(pupils, "NI 73")
    assert figure.low is not None
    assert figure.high is not None
    told = f"{figure.value:.2f}% {figure.low:.2f} to {figure.high:.2f} Agrees"
    assert f"NI 73: Achievement at level 4 or above in both English and maths at Key Stage 2 69 {told}" in said
    assert "1.3 (in another unit)" in said
    assert said.count("NI 102: Achievement gap") == 2


def test_the_page_of_an_indicator_shows_what_the_engine_counts(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    said = words(look("NI 87"))
    in_force = next(figure for figure in computed(pupils, "NI 87") if figure.version.startswith("20%"))
    assert f"{in_force.value:.2f}%" in said
    assert f"{in_force.numerator:,} {in_force.denominator:,}" in said
    assert "20% of a full year's sessions (in force)" in said
    assert said.count("(another definition)") == 3
    assert "From 1 September 2010: The threshold fell from 20% to 15% of sessions" in said
    assert "Enrolments in secondary schools that the local authority maintains" in said
    assert "A low figure is good." in said
    by_sex = [figure for figure in computed(pupils, "NI 87", by="sex") if figure.version.startswith("20%")]
    for figure, name in zip(by_sex, ("Girls", "Boys"), strict=True):
        assert figure.low is not None
        assert f"{name} {figure.value:.2f}%" in said
        assert f"{figure.numerator:,} {figure.denominator:,}" in said


@pytest.mark.parametrize(("query", "level"), [("", "locality"), ("by=home", "home")])
def test_every_locality_has_its_row(look, pupils: Path, query: str, level: str) -> None:  # type: ignore[no-untyped-def]
    said = words(look("NI 87", query))
    found = [figure for figure in computed(pupils, "NI 87", level) if figure.version.startswith("20%")]
    thanet = next(figure for figure in found if figure.area == "thanet-1")
    assert re.search(rf"Thanet 1 {thanet.value:.2f}% .{{10,20}} {thanet.numerator} {thanet.denominator} ", said)
    assert len(re.findall(r"(?:No clear difference|Lower: better|Higher: worse|Not compared)", said)) == len(found)
    assert "How far apart localities are, by their size" in said
    assert "times as much as chance alone" in said


def test_gaps_are_compared_and_groups_are_not(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    gap, groups = words(look("NI 102")), words(look("NI 107"))
    assert "points" in gap
    assert "<svg" not in look("NI 102").content.decode()
    assert "Each locality is compared with the rest of the county." in gap
    assert "No clear difference" in gap
    assert "White British" in groups
    assert "By locality" not in groups
    assert "This gap is shown with its interval, and is not tested" in words(look("NI 92"))


def test_months_are_counted_by_the_home_alone(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    said = words(look("NI 117"))
    assert "By locality of the home" in said
    assert "By locality of the school" not in said


@pytest.mark.parametrize("code", ["", "NI 87"])
@pytest.mark.parametrize("role", list(Role))
def test_analysts_alone_see_it(look, pupils: Path, role: Role, code: str) -> None:  # type: ignore[no-untyped-def]
    got = look(code, role=role.value)
    assert got.status_code == (200 if role is Role.ANALYST else 403)
    assert ("disclosure control" in words(got)) == (role is Role.ANALYST)


def test_who_may_see_it_needs_a_second_factor() -> None:
    assert needs_second_factor(Role.ANALYST)
    assert not needs_second_factor(Role.AUDITOR)


def test_nobody_keeps_the_pages(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    shelf.forget()
    for code in ("", "NI 87"):
        assert look(code).headers["Cache-Control"] == "no-store"
    assert shelf._bytes == 0


def test_it_is_found_from_the_plan_and_from_the_record(look, pupils: Path, signed_in) -> None:  # type: ignore[no-untyped-def]
    address = f"/workspace/plans/{KENT}/measured/NI%2087/"
    record = f"/workspace/plans/{KENT}/performance/indicator/NI%2087/"
    assert address in signed_in("analyst").get(record).content.decode()
    assert "Computed indicators" in words(signed_in("analyst").get(record))
    for response in (signed_in("county planner").get(record), signed_in("auditor").get(record)):
        assert "measured" not in response.content.decode()


def test_a_local_plan_leads_to_its_county(look, kent_site: str) -> None:  # type: ignore[no-untyped-def]
    plan = local_code(OWN_LOCALITY)
    assert look(plan=plan).headers["Location"] == f"/workspace/plans/{KENT}/measured/"
    assert look("NI 87", plan=plan).headers["Location"] == f"/workspace/plans/{KENT}/measured/NI%2087/"


def test_what_is_not_computed_is_not_there(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    assert look("NI 69").status_code == 404
    assert "It holds: 2007." in words(look(query="year=1999"))
    assert look("NI 87", "year=soon").status_code == 404


def test_records_that_changed_since_are_told(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    assert "have changed since" not in words(look())
    (pupils / "year=2007" / "results.parquet").touch()
    assert "Records or definitions have changed since these figures were computed" in words(look())


def test_new_counts_are_seen(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    """What is kept is of the file that it was made from."""
    before = words(look("NI 73"))
    store = PupilStore(pupils)
    half = read_counts(store, 2007).open_for_analysts().slice(0, 0)
    store.write_table(2007, "counts", half)
    assert words(look("NI 73")) != before
    assert "Nobody is counted" in words(look("NI 73"))


# What is missing, and how to mend it.


@pytest.mark.parametrize("code", ["", "NI 87"])
def test_without_a_store_it_says_how_to_make_one(  # type: ignore[no-untyped-def]
    look, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LCSP_PUPILS", str(tmp_path / "none"))
    got = look(code)
    assert got.status_code == 200
    assert "There is no pupil store yet" in words(got)
    assert "lcsp synth PLAN lcsp measure PLAN" in words(got)
    assert got.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("code", ["", "NI 87"])
def test_without_the_libraries_it_says_what_to_install(look, code: str, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(opening, "engines_stand", lambda: False)
    got = look(code)
    assert got.status_code == 200
    assert 'python -m pip install "lcsp[engines]"' in words(got)


def test_without_counts_it_says_how_to_compute(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    (pupils / "year=2007" / "counts.parquet").unlink()
    assert "lcsp measure PLAN --year 2007" in words(look())


def test_a_demonstration_shows_no_real_pupils(look, pupils: Path, settings: Any) -> None:  # type: ignore[no-untyped-def]
    (pupils / "store.json").write_text(json.dumps({}))
    assert "A demonstration shows made-up pupils only" in words(look())
    settings.DEMO = False
    said = words(look())
    assert "95% interval" in said
    assert "Made-up" not in said


@pytest.mark.parametrize("harm", ["label", "counts"])
def test_a_store_that_cannot_be_read_is_told(look, pupils: Path, harm: str) -> None:  # type: ignore[no-untyped-def]
    broken = pupils / ("store.json" if harm == "label" else "year=2007/counts.parquet")
    broken.write_text("no such thing")
    got = look()
    assert got.status_code == 200
    assert "The pupil store cannot be read" in words(got)

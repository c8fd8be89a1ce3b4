"""The indicator definition files hold only known fields, and their values agree with each other."""

import datetime as dt
import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "lcsp" / "reference" / "indicators"
SOURCE_PLAN = ROOT.parent / "shared" / "seeds"

TEXT = {
    "code", "title", "what", "why", "numerator", "denominator", "unit", "polarity", "period", "periodicity",
    "source", "publisher", "ended_why", "successor", "confidence", "citation", "note", "author", "checker",
}  # fmt: skip
NUMBERS = {"base", "least", "most", "typical_least", "typical_most"}
DATES = {"introduced", "ended", "review_date"}
LISTS = {"parts", "breaks", "parameters", "aliases", "computing"}
REQUIRED = (TEXT - {"ended_why", "successor", "note", "checker"}) | {"introduced", "review_date"}

UNITS = {"percentage", "percentage points", "rate", "score", "count", "index change"}
CHOICES = {
    "unit": UNITS,
    "polarity": {"high", "low", "near"},
    "period": {"financial", "academic", "calendar"},
    "periodicity": {"annual", "termly", "quarterly", "monthly"},
    "confidence": {"read", "general knowledge"},
}

Definition = dict[str, Any]


def read(path: Path) -> Definition:
    """Read one definition file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


FILES = sorted(FOLDER.glob("*.toml"))
DEFINITIONS = [read(path) for path in FILES]
each_definition = pytest.mark.parametrize("definition", DEFINITIONS, ids=[path.stem for path in FILES])


def test_there_are_definitions() -> None:
    assert FILES, f"no .toml file in {FOLDER}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_file_is_named_after_its_code(path: Path) -> None:
    code = read(path)["code"]
    number = re.fullmatch(r"NI (\d{1,3})", code)
    assert path.stem == (f"ni-{int(number[1]):03d}" if number else code)


@each_definition
def test_fields_are_known_and_the_required_ones_are_there(definition: Definition) -> None:
    assert set(definition) <= TEXT | NUMBERS | DATES | LISTS | {"multi_valued"}
    assert set(definition) >= REQUIRED


@each_definition
def test_fields_have_the_right_type(definition: Definition) -> None:
    for field, value in definition.items():
        if field in TEXT:
            assert isinstance(value, str), field
            assert value.strip() == value != "", field
        elif field in NUMBERS:
            assert type(value) in (int, float), field
        elif field in DATES:
            assert type(value) is dt.date, field
        elif field in LISTS:
            assert isinstance(value, list), field
            assert value, f"{field}: leave it out when it is empty"
        else:
            assert value is True, f"{field}: leave it out when it is false"


@each_definition
def test_choices_are_allowed(definition: Definition) -> None:
    wrong = {field: definition[field] for field, allowed in CHOICES.items() if definition[field] not in allowed}
    assert not wrong


@each_definition
def test_sentences_end_and_titles_do_not(definition: Definition) -> None:
    assert all(definition[field].endswith(".") for field in ("what", "why", "ended_why", "note") if field in definition)
    titles = [definition["title"], *(part["title"] for part in definition.get("parts", []))]
    assert not any(title.endswith(".") for title in titles)
    assert not definition["title"].istitle(), "write the title in sentence case"


@each_definition
def test_only_a_rate_has_a_base(definition: Definition) -> None:
    assert ("base" in definition) == (definition["unit"] == "rate")
    assert definition.get("base", 1) > 0


@each_definition
def test_bounds_suit_the_unit(definition: Definition) -> None:
    least, most = definition.get("least"), definition.get("most")
    match definition["unit"]:
        case "percentage":
            assert least == 0
            assert most in (100, None)
        case "percentage points":
            assert (least, most) == (-100, 100)
        case "score":
            assert least is not None
            assert most is not None
            assert least < most
        case "rate" | "count":
            assert least == 0


@each_definition
def test_the_typical_range_lies_inside_the_bounds(definition: Definition) -> None:
    assert ("typical_least" in definition) == ("typical_most" in definition)
    if "typical_least" in definition:
        low, high = definition["typical_least"], definition["typical_most"]
        assert definition.get("least", low) <= low < high <= definition.get("most", high)


@each_definition
def test_an_end_comes_after_the_start_and_has_a_reason(definition: Definition) -> None:
    assert ("ended" in definition) == ("ended_why" in definition)
    assert definition["introduced"] < definition.get("ended", dt.date.max)


@each_definition
def test_breaks_are_whole_in_order_and_after_the_start(definition: Definition) -> None:
    breaks = definition.get("breaks", [])
    assert all(set(change) == {"date", "what", "source"} for change in breaks)
    dates = [definition["introduced"], *(change["date"] for change in breaks)]
    assert all(earlier < later for earlier, later in pairwise(dates))


@each_definition
def test_parts_are_whole_and_differ(definition: Definition) -> None:
    parts = definition.get("parts", [])
    assert all(set(part) == {"code", "title", "unit"} and part["unit"] in UNITS for part in parts)
    assert len({part["code"] for part in parts}) == len(parts)


@each_definition
def test_a_parameter_has_one_value_on_any_day(definition: Definition) -> None:
    parameters = definition.get("parameters", [])
    for parameter in parameters:
        assert set(parameter) | {"valid_to"} == {"name", "value", "valid_from", "valid_to", "note"}
        assert isinstance(parameter["value"], str)
        assert parameter["valid_from"] < parameter.get("valid_to", dt.date.max)
    for name in {parameter["name"] for parameter in parameters}:
        spans = sorted(
            (parameter["valid_from"], parameter.get("valid_to", dt.date.max))
            for parameter in parameters
            if parameter["name"] == name
        )
        assert all(end < start for (_, end), (start, _) in pairwise(spans)), name


def test_no_code_or_title_belongs_to_two_definitions() -> None:
    names: list[str] = []
    for definition in DEFINITIONS:
        own = (definition["code"], definition["title"], *definition.get("aliases", []))
        names += {name.casefold() for name in own}
    assert not [name for name, times in Counter(names).items() if times > 1]


@pytest.mark.skipif(not SOURCE_PLAN.is_dir(), reason="the source plan is not beside this checkout")
def test_every_national_indicator_of_the_source_plan_is_defined() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCE_PLAN.glob("*.txt"))
    named = {f"NI {number}" for number in re.findall(r"\bNI ?(\d{2,3})\b", text)}
    assert named, "the source plan names no indicator: is it the right file?"
    assert named <= {definition["code"] for definition in DEFINITIONS}

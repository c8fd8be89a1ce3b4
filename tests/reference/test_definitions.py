"""The shipped definitions: each file is a valid definition, and what is read without validation is the same."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import lcsp.reference
from lcsp.partnership.performance import Definition, Polarity
from lcsp.reference import COMPILED, SHIPPED, build_definition
from lcsp.reference.compiling import FOLDER, WrongDefinition, compiled_text, read_file

FILES = sorted((Path(lcsp.reference.__file__).parent / "indicators").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_is_a_valid_definition(path: Path) -> None:
    facts = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    assert Definition.model_validate(facts) == build_definition(facts)
    assert SHIPPED.find(Definition, facts["code"]) == build_definition(facts)


def test_the_compiled_file_is_made_of_the_folder_as_it_is() -> None:
    assert COMPILED.read_text("utf-8") == compiled_text(), "`./run docs` makes it again"
    assert [definition.code for definition in SHIPPED.all(Definition)] == [
        tomllib.loads(path.read_text("utf-8"))["code"] for path in FILES
    ]


def test_a_definition_is_found_by_its_code() -> None:
    definition = SHIPPED.find(Definition, "NI 117")
    assert definition is not None
    assert definition.polarity is Polarity.LOW
    assert SHIPPED.find(Definition, "NI 118") is None


def test_a_definition_holds_between_two_days() -> None:
    definition = SHIPPED.find(Definition, "NI 74")  # the tests of Key Stage 3 ended in October 2008
    assert definition is not None
    assert definition.ended is not None
    assert definition.introduced <= date(2008, 9, 1) <= definition.ended < date(2009, 4, 1)


def test_only_definitions_are_shipped() -> None:
    from lcsp.partnership.places import Area

    assert SHIPPED.all(Area) == ()
    assert SHIPPED.find(Area, "kent") is None


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('unit = "percentage"', 'unit = "per cent"', "own.toml: unit: .*percentage points"),
        ('unit = "percentage"', 'unit = "percentage"\ncolour = "red"', "own.toml: colour: there is no such field"),
        ('author = "lcsp project"', "", "own.toml: author: must be filled in"),
        ('kind = "persistent absence"', 'kind = "luck"', "own.toml: computing 1 kind: "),
        ("introduced = 2008-04-01", "introduced = 1 April", "own.toml: cannot be read: .*line"),
    ],
)
def test_a_wrong_file_is_told_with_its_field(tmp_path: Path, was: str, becomes: str, told: str) -> None:
    text = (FOLDER / "ni-087.toml").read_text("utf-8")
    assert was in text
    (tmp_path / "own.toml").write_text(text.replace(was, becomes, 1), "utf-8")
    with pytest.raises(WrongDefinition, match=told):
        read_file(tmp_path / "own.toml")


def test_a_code_belongs_to_one_file(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text((FOLDER / "ni-087.toml").read_text("utf-8"), "utf-8")
    with pytest.raises(WrongDefinition, match=r"two\.toml: code: NI 87 is the code of another file"):
        compiled_text(tmp_path)

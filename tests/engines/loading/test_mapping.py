"""Mappings: every shipped one can be read and fills its noun, a saved one builds on them, slips are named."""

from pathlib import Path

import pytest

from lcsp.engines.loading.mapping import Mapping, read_mapping, shipped_names
from lcsp.engines.loading.refusing import CannotLoad
from lcsp.engines.loading.staging import BY_AGE, by_session, missing_columns


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_mapping_fills_every_field_of_its_noun(name: str) -> None:
    for mapping in read_mapping(name):
        headings = {heading.replace(" ", "") for said in mapping.columns.values() for heading in said}
        assert not missing_columns(mapping, headings)
        for field, values in mapping.values.items():
            if field in mapping.noun.model_fields and field in mapping.closed:
                # What a code stands for is a value of the noun.
                pattern = mapping.noun.model_fields[field].metadata
                assert pattern or field == "enrolment"
            assert all(values.values())


def test_the_names_that_a_load_may_have() -> None:
    wanted = {"school-census", "pupils", "marks", "exclusions", "results", "destinations", "schools"}
    assert wanted <= set(shipped_names())


def test_codes_of_both_eras_and_both_forms() -> None:
    (codes, *_) = read_mapping("school-census")
    assert codes.values["sen"] == {"N": "N", "A": "A", "P": "P", "S": "S", "K": "P", "E": "S"}
    assert [codes.values["year_group"][said] for said in ("R", "N2", "N1", "X")] == ["0", "-1", "-2", BY_AGE]
    assert codes.values["ethnicity"]["WENG"] == "WBRI"
    assert set(codes.values["ethnicity"].values()) <= set(codes.values["ethnicity"])
    assert [by_session(mapping) for mapping in read_mapping("marks")] == [True, False]


def saved(folder: Path, text: str) -> tuple[Mapping, ...]:
    path = folder / "saved.toml"
    path.write_text(text, "utf-8")
    return read_mapping(str(path))


def test_a_saved_one_builds_on_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "homes.csv").write_text("postcode,locality\nCT1 2AB,dover\n")
    text = """
        like = "school-census"
        [columns]
        home = "Post Code"
        [values]
        home = "homes.csv"
        school = { SCH1 = 8862001 }
        sex = { Boy = "M" }
        [dates]
        format = "%d.%m.%Y"
    """
    pupils, left, exclusions, _ = saved(tmp_path, text)
    assert pupils.columns["home"] == ("Post Code",)
    assert pupils.values["home"] == {"CT12AB": "dover"}
    assert pupils.looked_up == {"home"}
    assert pupils.values["sex"]["BOY"] == pupils.values["sex"]["MALE"] == "M"
    assert pupils.dates[0] == "%d.%m.%Y"
    assert [mapping.values["school"] for mapping in (pupils, left, exclusions)] == [{"SCH1": "8862001"}] * 3
    assert "sex" not in exclusions.values


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('noun = "teachers"', "noun 'teachers' is not known. Known: schools, pupils"),
        ('noun = "pupils"\ncolumn = 1', "'column' is not understood. Known: blanks"),
        ('noun = "pupils"\n[columns]\nsurname = "x"', "[columns] 'surname' is not a field. Fields: age, boarder"),
        ("[columns]", "names no noun"),
        ("noun = ", "no readable TOML"),
        ('like = "saved.toml"', "leads back to the file itself"),
        ('like = "none"', "There is no mapping 'none'. Shipped ones: destinations"),
        ('like = "pupils"\nidentifier = "name"', 'write "upn" or "any"'),
        ('like = "pupils"\n[values]\nhome = "none.csv"', "no such file beside it"),
    ],
)
def test_slips_are_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(CannotLoad) as refused:
        saved(tmp_path, text)
    assert says in str(refused.value)

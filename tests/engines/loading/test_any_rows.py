"""Whatever stands in the cells: every row is either taken, and then valid, or in quarantine, and then whole."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.loading.extracts import a_pupil, a_store, load_rows, records, upn

RIGHT = {
    "schools": {"school": "8862001", "name": "One", "phase": "PS", "locality": "dover", "maintained": "yes"},
    "pupils": {**a_pupil(1), "boarder": "N", "enrolment": "C"},
    "marks": {"upn": upn(1), "school": "8862001", "week": "2024-09-09", "marks": "/\\/\\/\\/\\/\\"},
    "exclusions": {"upn": upn(1), "school": "8862001", "starts": "2024-10-01", "category": "FIXD", "sessions": "4"},
    "results": {"upn": upn(1), "stage": "KS2", "measure": "maths", "value": "4"},
    "destinations": {"client": "C", "month": "2024-11-30", "age": "17", "sex": "M", "home": "", "status": "NEET"},
}
odd = st.one_of(
    st.sampled_from(["", " ", "1e30", "-1", "nan", "inf", "1e400", "9999-12-31", "0001-01-01", "31/02/2024", "by age"]),
    st.sampled_from(["'; DROP TABLE faults; --", "yes", "0", "NULL", "２", "\\", "/////////", "é" * 10, "0x1F"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
    st.dates().map(str),
    st.integers().map(str),
)


@pytest.mark.parametrize("mapping", RIGHT)
def test_every_row_is_taken_or_kept_apart(mapping: str) -> None:
    with TemporaryDirectory() as folder:
        store = a_store(Path(folder))
        right = RIGHT[mapping]

        @settings(max_examples=25)
        @given(st.lists(st.dictionaries(st.sampled_from([*right]), odd, max_size=2), min_size=1, max_size=8))
        def holds(slips: list[dict[str, str]]) -> None:
            rows = [{**right, **slip} for slip in slips]
            loaded = load_rows(store, Path(folder), mapping, rows)
            (kept,) = loaded.kept
            assert loaded.read == {mapping: len(rows)}
            assert kept.taken + loaded.refused == len(rows)
            records(store, kept.noun)
            if loaded.quarantine:
                with loaded.quarantine.open(newline="", encoding="utf-8") as file:
                    lines = list(csv.DictReader(file))
                assert len({line["row"] for line in lines}) == loaded.refused
                assert all(line["as_it_stood"] for line in lines)

        holds()

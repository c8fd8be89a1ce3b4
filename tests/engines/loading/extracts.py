"""Made-up extracts: pupils with right numbers, in a folder of CSV files or one XML file, and a store with schools."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lcsp.children.pupils.model import PupilRecord
from lcsp.engines.loading.keeping import open_store
from lcsp.engines.loading.loading import Loaded, load
from lcsp.engines.loading.upn import check_letter
from lcsp.engines.pupil_store import PupilStore

YEAR = 2024
SCHOOLS = [
    {"school": "8862001", "name": "One", "phase": "PS", "locality": "dover", "maintained": "yes"},
    {"school": "8864002", "name": "Two", "phase": "secondary", "locality": "ashford-1", "maintained": "yes"},
]


def upn(number: int) -> str:
    rest = f"886200{number:06}"
    return check_letter(rest) + rest


def write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, dict.fromkeys(name for row in rows for name in row))
        writer.writeheader()
        writer.writerows(rows)
    return path


def a_pupil(number: int, **changed: str) -> dict[str, str]:
    facts = {
        "upn": upn(number),
        "school": "886/2001",
        "year group": "4",
        "dob": "2016-02-29",
        "sex": "F",
        "fsm": "no",
        "sen": "K",
        "ethnicity": "WENG",
        "home": "dover",
        "starts": "2021-09-01",
        "ends": "",
        "surname": f"Surname{number}",
    }
    return {**facts, **changed}


def load_rows(
    store: PupilStore, folder: Path, mapping: str, rows: Sequence[Mapping[str, Any]], **options: Any
) -> Loaded:
    path = write_csv(folder / f"{mapping}.csv", rows)
    return load(store, [path], **{"year": YEAR, "mapping": mapping, "by": "Ann", **options})


def a_store(folder: Path, pupils: int = 3) -> PupilStore:
    """A store with two schools, and pupils 1, 2, … at the first of them."""
    folder.mkdir(exist_ok=True)
    store = open_store(folder / "pupils")
    load_rows(store, folder, "schools", SCHOOLS)
    if pupils:
        load_rows(store, folder, "pupils", [a_pupil(number) for number in range(1, pupils + 1)])
    return store


def records(store: PupilStore, noun: type[PupilRecord], year: int = YEAR) -> list[dict[str, Any]]:
    """What the store holds, each record valid by its noun."""
    rows: list[dict[str, Any]] = store.read(year, noun).to_pylist()
    for row in rows:
        noun.model_validate(row)
    return rows


def counts(loaded: Loaded) -> dict[str, int]:
    return {count.rule.code: count.rows for count in loaded.rules}

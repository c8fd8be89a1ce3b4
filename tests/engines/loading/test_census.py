"""The school census: CSV extracts and the XML of the same school give the same records; made and real layouts."""

import csv
import re
from calendar import month_abbr
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from tests.engines.loading.extracts import YEAR, a_store, counts, records, upn, write_csv

from lcsp.children.pupils.model import Exclusion, Pupil
from lcsp.engines.loading.loading import load
from lcsp.engines.loading.refusing import CannotLoad

ON_ROLL = [
    {"upn": upn(11), "surname": "Secretname", "forename": "Ann", "dob": "2013-07-19", "sex": "F", "ethnicity": "WENG",
     "entrydate": "2023-05-09", "enrolstatus": "C", "boarder": "N", "senprovision": "K", "ncyearactual": "7"},
    {"upn": upn(12), "surname": "Öther", "forename": "Bob", "dob": "2013-01-02", "sex": "M", "ethnicity": "MWAP",
     "entrydate": "2024-09-03", "enrolstatus": "M", "boarder": "B", "senprovision": "E", "ncyearactual": "X"},
]  # fmt: skip
LEFT = {"upn": upn(13), "surname": "Gone", "dob": "2012-12-24", "sex": "M", "entrydate": "2022-09-01",
        "leavingdate": "2024-12-03"}  # fmt: skip
PERIODS = [("2024-10-01", ""), ("2020-01-01", "2021-01-01")]  # of the first pupil, of the second
_IDS = (("pupilonrolltableid", "p0"), ("pupilnolongeronrolltableid", "q0"))
EXCLUDED = {"startdate": "2024-10-08", "sessions": "10", "reason1": "PP", "category": "PERM"}


def write_extracts(folder: Path) -> list[Path]:
    """The census as a folder of CSV files, dates as an export has them."""

    def dated(row: dict[str, str]) -> dict[str, str]:
        days = [name for name in row if "date" in name or name == "dob"]
        said = {name: row[name].split("-") for name in days}
        return {**row, **{name: f"{y}-{month_abbr[int(m)]}-{d} 00:00:00" for name, (y, m, d) in said.items()}}

    on = [{"pupilonrolltableid": f"p{at}", "NativeId": "SCH1", **dated(row)} for at, row in enumerate(ON_ROLL)]
    fsm = [
        {"pupilonrolltableid": f"p{at}", "NativeId": "SCH1", "fsmstartdate": start, "fsmenddate": end}
        for at, (start, end) in enumerate(PERIODS)
    ]
    off = [{"pupilnolongeronrolltableid": "q0", "NativeId": "SCH1", **dated(LEFT)}]
    school = [{"NativeId": "SCH1", "lea": "886", "estab": "4002"}]
    on_, off_ = ({table: at, "NativeId": "SCH1", **dated(EXCLUDED)} for table, at in _IDS)
    return [
        write_csv(folder / "2024_autumn_pupilonroll.csv", on),
        write_csv(folder / "2024_autumn_pupilnolongeronroll.csv", off),
        write_csv(folder / "2024_autumn_fsmperiodsonroll.csv", fsm),
        write_csv(folder / "2024_autumn_schoolcensus.csv", school),
        write_csv(folder / "2024_autumn_termlyexclusionsonroll.csv", [on_]),
        write_csv(folder / "2024_autumn_termlyexclusionsoffroll.csv", [off_]),
    ]


def write_xml(folder: Path, head: str = "") -> Path:
    """The same census as one XML file, its elements nested as a census nests them."""

    def leaf(name: str, said: str) -> str:
        return f"<{name}>{escape(said)}</{name}>"

    def exclusion() -> str:
        reasons = "<Reasons><Reason>PP</Reason></Reasons>"
        said = leaf("Category", "PERM") + reasons + leaf("StartDate", "2024-10-08") + leaf("Sessions", "10")
        return f"<Exclusions><TermlyExclusion>{said}</TermlyExclusion></Exclusions>"

    def pupil(row: dict[str, str], more: str) -> str:
        who = "".join(
            leaf(name.upper() if name in ("upn", "dob") else name.title(), row[name])
            for name in ("upn", "surname", "dob", "sex")
        )
        rest = "".join(leaf(name, said) for name, said in row.items() if name not in ("upn", "surname", "dob", "sex"))
        return f"<PupilIdentifiers>{who}</PupilIdentifiers><PupilStatus>{rest}</PupilStatus>{more}"

    def period(start: str, end: str) -> str:
        said = leaf("FSMstartDate", start) + (leaf("FSMendDate", end) if end else "")
        return f"<FSMeligibility><FSMperiod>{said}</FSMperiod></FSMeligibility>"

    on = [
        f"<PupilOnRoll>{pupil(row, period(*PERIODS[at]) + (exclusion() if not at else ''))}</PupilOnRoll>"
        for at, row in enumerate(ON_ROLL)
    ]
    off = f"<PupilNoLongerOnRoll>{pupil(LEFT, exclusion())}</PupilNoLongerOnRoll>"
    path = folder / "census.xml"
    path.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>{head}<Message xmlns="urn:census"><Header><Source><LEA>886</LEA>
        <Estab>4002</Estab></Source></Header><Pupils><PupilsOnRoll>{"".join(on)}</PupilsOnRoll>
        <PupilsNoLongerOnRoll>{off}</PupilsNoLongerOnRoll></Pupils></Message>""",
        "utf-8",
    )  # fmt: skip
    return path


def test_extracts_and_xml_say_the_same(tmp_path: Path) -> None:
    store = a_store(tmp_path, pupils=0)
    loaded = load(store, write_extracts(tmp_path), year=YEAR, mapping="school-census", by="Ann")
    assert not loaded.refused, loaded.rules
    from_csv = records(store, Pupil), records(store, Exclusion)
    assert {(record["sex"], record["fsm"], record["sen"], record["ethnicity"], record["boarder"], record["year_group"])
            for record in from_csv[0]} == {
        ("F", True, "P", "WBRI", False, 7), ("M", False, "S", "MWAS", True, 7), ("M", False, "N", "NOBT", False, 7)
    }  # fmt: skip
    assert {record["school"] for record in from_csv[0]} == {8864002}
    assert [(record["category"], record["reason"]) for record in from_csv[1]] == [("PERM", "PP")] * 2
    again = load(store, [write_xml(tmp_path)], year=YEAR, mapping="school-census", by="Ann")
    assert not again.refused, again.rules
    assert [(kept.added, kept.changed) for kept in again.kept] == [(0, 0), (0, 0)]
    assert (records(store, Pupil), records(store, Exclusion)) == from_csv


def test_nothing_that_names_a_child_is_stored(tmp_path: Path) -> None:
    store = a_store(tmp_path, pupils=0)
    load(store, write_extracts(tmp_path), year=YEAR, mapping="school-census", by="Ann")
    kept = b"".join(path.read_bytes() for path in store.folder.rglob("*") if path.is_file())
    for said in (upn(11), "Secretname", "2013-07-19", "2013-Jul-19"):
        assert said.encode() not in kept
    assert not list(store.folder.glob(".loading*"))
    assert {path.stat().st_mode & 0o077 for path in store.folder.rglob("*")} == {0}


def test_periods_of_free_meals_are_wanted(tmp_path: Path) -> None:
    store = a_store(tmp_path, pupils=0)
    with pytest.raises(CannotLoad, match=r"has no column for fsm .*Give the file of fsmperiods as well"):
        load(store, write_extracts(tmp_path)[:1], year=YEAR, mapping="school-census", by="Ann")


def test_sums_of_sessions_are_refused_by_name(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "2024_termlysessiondetailsonroll.csv", [{"pupilonrolltableid": "p", "sessions": "3"}])
    with pytest.raises(CannotLoad, match="half-day marks: load registers with --as marks"):
        load(a_store(tmp_path), [path], year=YEAR, mapping="school-census", by="Ann")


@pytest.mark.parametrize(
    ("head", "body", "says"),
    [
        ('<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>', None, "has a document type"),
        ("", "<CTfile><Pupil><UPN>A</UPN></Pupil></CTfile>", "not the XML of a school census"),
        ("", "<Message><PupilOnRoll>", "damaged XML"),
    ],
)
def test_other_xml_is_refused(tmp_path: Path, head: str, body: str | None, says: str) -> None:
    path = write_xml(tmp_path, head)
    if body:
        path.write_text(body)
    with pytest.raises(CannotLoad, match=says):
        load(a_store(tmp_path), [path], year=YEAR, mapping="school-census", by="Ann")


def test_postcodes_become_localities(tmp_path: Path) -> None:
    (tmp_path / "homes.csv").write_text("postcode,locality\nct1 2ab,dover\n")
    saved = tmp_path / "saved.toml"
    saved.write_text('like = "school-census"\ncolumns.home = "postcode"\nvalues.home = "homes.csv"\n')
    addresses = [
        {"pupilonrolltableid": "p0", "NativeId": "SCH1", "postcode": "CT1 2AB"},
        {"pupilonrolltableid": "p1", "NativeId": "SCH1", "postcode": "ZE1 0AA"},
    ]
    files = write_extracts(tmp_path)
    files = [files[0], *files[2:5], write_csv(tmp_path / "2024_addressesonroll.csv", addresses)]
    store = a_store(tmp_path, pupils=0)
    loaded = load(store, files, year=YEAR, mapping=str(saved), by="Ann")
    assert not loaded.refused, loaded.rules
    assert sorted((record["sex"], record["home"]) for record in records(store, Pupil)) == [("F", "dover"), ("M", "")]


def test_the_layouts_of_2024(shared: Path, tmp_path: Path) -> None:
    """Made-up pupils of another project, exported as the census of autumn 2024 is."""
    files = sorted((shared / "data" / "school_census").glob("2024_*.csv*"))
    if not files:
        pytest.skip("the census extracts are not among the source material on this machine")
    store = a_store(tmp_path, pupils=0)
    saved = tmp_path / "saved.toml"
    numbers = "\n".join(f"SCH{number} = {8862001 if number % 2 else 8864002}" for number in range(1, 9))
    saved.write_text(f'like = "school-census-pseudonymised"\n[values.school]\n{numbers}\n')
    loaded = load(store, files, year=2024, mapping=str(saved), by="Ann")
    assert loaded.read == {"pupils": 9396, "exclusions": 10691}
    taken = {kept.noun.plural: kept.taken for kept in loaded.kept}
    assert sum(taken.values()) + loaded.refused == sum(loaded.read.values())
    assert set(counts(loaded)) == {"LOAD-07"}
    assert len(records(store, Pupil)) == taken["pupils"] > 9200
    plain = load(store, files, year=2024, mapping="school-census", by="Ann")
    assert counts(plain)["LOAD-04"] == plain.read["pupils"] + plain.read["exclusions"]  # no identifier is a UPN


def headings_of_2015(schema: Path) -> dict[str, list[str]]:
    """The tables of the schema of 2015 and their columns, in its order."""
    found: dict[str, list[str]] = {}
    for line in schema.read_text("utf-8").splitlines():
        if table := re.fullmatch(r" {4}(\w+):", line):
            found[table[1]] = []
        elif column := re.fullmatch(r" {8}(\w+):", line):
            found[list(found)[-1]].append(column[1])
    return found


def test_the_schema_of_2015(shared: Path, tmp_path: Path) -> None:
    """The made census under the very headings of that schema, blank where we make nothing, gives the same records."""
    schema = shared / "data" / "school_census" / "school_census_schema_2015.yml"
    if not schema.exists():
        pytest.skip("the schema of 2015 is not among the source material on this machine")
    headings, renamed = headings_of_2015(schema), {"sex": "gender", "reason1": "reason"}
    here, plain = tmp_path / "schema", tmp_path / "plain"
    here.mkdir()
    plain.mkdir()
    given = []
    for path in write_extracts(plain):
        (table,) = (name for name in headings if path.stem.endswith(f"_{name}"))
        with path.open(encoding="utf-8", newline="") as file:
            rows = [{renamed.get(name, name): said for name, said in row.items()} for row in csv.DictReader(file)]
        # What we make beside the schema is what it did not ask then.
        assert {name for row in rows for name in row} - set(headings[table]) <= {"ethnicity"}, table
        given.append(
            write_csv(here / path.name, [{name: row.get(name, "") for name in headings[table]} for row in rows])
        )
    stores = [a_store(tmp_path / name, pupils=0) for name in ("one", "two")]
    for store, files in zip(stores, (given, sorted(plain.iterdir())), strict=True):
        loaded = load(store, files, year=YEAR, mapping="school-census", by="Ann")
        assert not loaded.refused, loaded.rules
    assert {record["ethnicity"] for record in records(stores[0], Pupil)} == {"NOBT"}
    for noun, number in ((Pupil, 3), (Exclusion, 2)):
        # Numbers of pupils are each store's own.
        by_schema, by_plain = (
            sorted(repr({**record, "pupil": 0, "ethnicity": ""}) for record in records(store, noun)) for store in stores
        )
        assert by_schema == by_plain
        assert len(by_schema) == number


def test_tables_without_rows_are_tables(tmp_path: Path) -> None:
    store, files = a_store(tmp_path, pupils=0), write_extracts(tmp_path)
    for path in files:
        if "fsmperiods" in path.name or "exclusions" in path.name:
            path.write_text(path.read_text().splitlines()[0] + "\n")
    loaded = load(store, files, year=YEAR, mapping="school-census", by="Ann")
    assert not loaded.refused
    assert [(kept.noun, kept.taken) for kept in loaded.kept] == [(Pupil, 3), (Exclusion, 0)]
    assert {record["fsm"] for record in records(store, Pupil)} == {False}


def test_what_of_an_xml_file_is_not_read_is_named(tmp_path: Path) -> None:
    path = write_xml(tmp_path)
    sums = "<SessionDetail><AttendanceReason>I</AttendanceReason><Sessions>4</Sessions></SessionDetail>"
    path.write_text(path.read_text("utf-8").replace("</PupilOnRoll>", f"{sums}</PupilOnRoll>"), "utf-8")
    loaded = load(a_store(tmp_path, pupils=0), [path], year=YEAR, mapping="school-census", by="Ann")
    assert not loaded.refused
    (said,) = loaded.remarks
    assert said.startswith("Not read: termlysessiondetailsonroll of census.xml: these are sums of sessions")

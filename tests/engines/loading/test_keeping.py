"""The store: same keys replace, all or nothing, whoever loads is named, made-up and real pupils never mix."""

import json
import os
from pathlib import Path

import pytest
from tests.engines.loading.extracts import SCHOOLS, YEAR, a_pupil, a_store, load_rows, records, upn

from lcsp.children.pupils.model import Pupil, School
from lcsp.engines.loading import keeping, loading
from lcsp.engines.loading.keeping import open_store, read_log, working_on
from lcsp.engines.loading.numbering import KEY, numbers_for
from lcsp.engines.loading.refusing import CannotLoad
from lcsp.engines.pupil_store import PupilStore

PUPILS = [a_pupil(1), a_pupil(2), a_pupil(3, school="8864002")]


def files_of(store: PupilStore) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(store.folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in store.folder.rglob("*")
        if path.is_file() and path.name != "loads.jsonl"
    }


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path, pupils=0)
    load_rows(store, tmp_path, "pupils", PUPILS)
    before = files_of(store)
    loaded = load_rows(store, tmp_path, "pupils", PUPILS)
    assert files_of(store) == before
    (kept,) = loaded.kept
    assert (kept.taken, kept.added, kept.changed) == (3, 0, 0)
    assert len(read_log(store.folder)) == 3


def test_same_keys_replace_and_others_stay(tmp_path: Path) -> None:
    store = a_store(tmp_path, pupils=0)
    load_rows(store, tmp_path, "pupils", PUPILS)
    (kept,) = load_rows(store, tmp_path, "pupils", [a_pupil(1, sex="M"), a_pupil(4)]).kept
    assert (kept.taken, kept.added, kept.changed, kept.removed) == (2, 1, 1, 0)
    assert sorted(record["sex"] for record in records(store, Pupil)) == ["F", "F", "F", "M"]


def test_a_school_is_replaced(tmp_path: Path) -> None:
    store = a_store(tmp_path, pupils=0)
    load_rows(store, tmp_path, "pupils", PUPILS)
    (kept,) = load_rows(store, tmp_path, "pupils", [a_pupil(1)], replace_school=True).kept
    assert (kept.added, kept.removed) == (0, 1)
    assert sorted(record["school"] for record in records(store, Pupil)) == [8862001, 8864002]
    row = {"upn": upn(1), "stage": "KS2", "measure": "maths", "value": "4"}
    with pytest.raises(CannotLoad, match="results have no school"):
        load_rows(store, tmp_path, "results", [row], replace_school=True)


def test_a_load_that_breaks_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(tmp_path, pupils=0)
    before, log = files_of(store), read_log(store.folder)

    def breaks(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(keeping, "_write", breaks)
    with pytest.raises(OSError, match="disk full"):
        load_rows(store, tmp_path, "pupils", [*PUPILS, a_pupil(5, sex="")])
    assert files_of(store) == before
    assert read_log(store.folder) == log


def test_a_load_cut_short_after_it_was_decided_is_carried_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(tmp_path, pupils=0)
    finish = keeping._finish
    seen = []

    def killed_at_the_end(folder: Path) -> None:
        seen.append(folder)
        if len(seen) > 1:
            raise KeyboardInterrupt
        finish(folder)

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "_finish", killed_at_the_end)
        # As if the machine stopped: nothing is tidied up.
        patch.setattr(keeping, "_clear", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            load_rows(store, tmp_path, "pupils", PUPILS)
    assert not store.holds(YEAR, Pupil)
    load_rows(store, tmp_path, "schools", SCHOOLS)
    assert len(records(store, Pupil)) == 3
    assert [line["as"] for line in read_log(store.folder)] == ["schools", "pupils", "schools"]
    assert not list(store.folder.rglob(".*load*"))


def test_the_log_says_who_when_what(tmp_path: Path) -> None:
    store = a_store(tmp_path, pupils=0)
    load_rows(store, tmp_path, "pupils", [*PUPILS, a_pupil(4, sex="?")], by="Bea")
    line = read_log(store.folder)[-1]
    assert (line["by"], line["year"], line["as"]) == ("Bea", YEAR, "pupils")
    assert (line["taken"], line["quarantined"]) == ({"pupils": 3}, {"LOAD-03": 1})
    assert line["files"][0]["name"] == "pupils.csv"
    assert len(line["files"][0]["sha256"]) == 64
    assert (store.folder / "loads.jsonl").stat().st_mode & 0o777 == 0o600


def test_two_loads_do_not_meet(tmp_path: Path) -> None:
    store = a_store(tmp_path, pupils=0)
    with working_on(store), pytest.raises(CannotLoad, match="Another load is at work"):
        load_rows(store, tmp_path, "pupils", PUPILS)


def test_real_pupils_go_into_a_store_of_their_own(tmp_path: Path) -> None:
    PupilStore.create(tmp_path / "made-up", {"synthetic": True})
    with pytest.raises(CannotLoad, match="holds made-up pupils"):
        open_store(tmp_path / "made-up")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("Dear Sir")
    with pytest.raises(CannotLoad, match="is not empty and is no pupil store"):
        open_store(tmp_path / "letters")
    os.umask(old := os.umask(0))
    try:
        store = open_store(tmp_path / "real")
    finally:
        os.umask(old)
    assert json.loads((store.folder / "store.json").read_text()) == {"synthetic": False}
    assert store.folder.stat().st_mode & 0o777 == 0o700


def test_numbers_need_the_key(tmp_path: Path) -> None:
    one, other = a_store(tmp_path / "one", pupils=1), a_store(tmp_path / "other", pupils=1)
    first, second = (records(store, Pupil)[0]["pupil"] for store in (one, other))
    assert first != second
    key = (one.folder / KEY).read_bytes()
    assert numbers_for([upn(1)], key) == {upn(1): first}
    assert (one.folder / KEY).stat().st_mode & 0o777 == 0o600
    (one.folder / KEY).write_bytes(b"short")
    with pytest.raises(CannotLoad, match="not a key of 32 bytes"):
        load_rows(one, tmp_path, "pupils", PUPILS)


def test_the_same_number_for_two_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcsp.engines.loading.numbering._number", lambda *_: 1)
    with pytest.raises(CannotLoad, match="same number"):
        numbers_for(["a", "b"], b"k")


def test_files_that_fail_leave_no_year(tmp_path: Path) -> None:
    store = open_store(tmp_path / "real")
    with pytest.raises(CannotLoad, match="cannot be read"):
        loading.load(store, [tmp_path / "none.csv"], year=YEAR, mapping="schools", by="Ann")
    assert store.years == ()
    assert not store.holds(YEAR, School)

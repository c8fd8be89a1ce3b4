"""A backup is whole or it is refused: whatever was cut off, damaged, altered, added or taken away."""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.snapshot.sites import Rows, rewrite

from lcsp.store.snapshot.reading import NotABackup, open_backup


def content_of(file: Path) -> tuple[str, list[bytes]]:
    """Everything that a backup says."""
    with open_backup(file) as found:
        lines = [line for table in found.manifest.tables for line in found.lines(table)]
        return found.manifest.model_dump_json(), lines


@pytest.fixture(scope="module")
def small(backup: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a few rows a table: as much to damage, and quicker to look through."""
    return rewrite(backup, tmp_path_factory.mktemp("small") / "small.zip", lambda _, rows: rows[:2])


def test_it_says_what_it_holds_and_what_it_does_not(backup: Path) -> None:
    with open_backup(backup) as found:
        rows = {table.name: table.rows for table in found.manifest.tables}
        assert rows["store_edition"] == 1
        assert rows["store_step"] == 3
        assert rows["store_account"] > 5
        assert "django_session" in found.manifest.left_out
        assert found.manifest.audit_head.number == rows["store_auditentry"]
        assert not set(rows) & set(found.manifest.left_out)


@settings(max_examples=150)
@given(data=st.data())
def test_a_changed_byte_is_noticed_or_says_nothing(small: Path, data: st.DataObject) -> None:
    """Some bytes of a zip are of no account, such as the time of a member: then all is as it was."""
    content = bytearray(small.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    damaged = small.with_name("damaged.zip")
    damaged.write_bytes(content)
    try:
        found = content_of(damaged)
    except NotABackup:
        return
    assert found == content_of(small)


@settings(max_examples=60)
@given(data=st.data())
def test_one_that_was_cut_off_is_refused(small: Path, data: st.DataObject) -> None:
    content = small.read_bytes()
    cut = small.with_name("cut.zip")
    cut.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(NotABackup):
        content_of(cut)


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    with pytest.raises(NotABackup, match="there is no file"):
        content_of(other)
    other.write_text("no zip")
    with pytest.raises(NotABackup, match="is no backup, or its end is missing"):
        content_of(other)
    with ZipFile(other, "w") as zipped:
        zipped.writestr("plan.csv", "code")
    with pytest.raises(NotABackup, match=r"it has no manifest\.json"):
        content_of(other)


def _change(said: dict[str, Any]) -> None:
    said["tables"][0]["sha256"] = "0" * 64


def _newer(said: dict[str, Any]) -> None:
    said |= {"format": 99, "lcsp": "7.1", "more": "things"}


def _drop(said: dict[str, Any]) -> None:
    del said["tables"][0]


def _other(said: dict[str, Any]) -> None:
    said["what"] = "shopping list"


@pytest.mark.parametrize(
    ("manifest", "complaint"),
    [
        (_change, "is not as its manifest says"),
        (_newer, r"reads up to format 1: restore it with lcsp 7\.1"),
        (_drop, "does not hold the tables that its manifest names"),
        (_other, "cannot be read"),
    ],
)
def test_a_manifest_that_says_otherwise_is_refused(small: Path, tmp_path: Path, manifest: Any, complaint: str) -> None:
    with pytest.raises(NotABackup, match=complaint):
        content_of(rewrite(small, tmp_path / "other.zip", manifest=manifest))


def test_a_member_too_many_is_refused(small: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.zip"
    more.write_bytes(small.read_bytes())
    with ZipFile(more, "a") as zipped:
        zipped.writestr("tables/more.jsonl", "{}\n")
    with pytest.raises(NotABackup, match="altered"):
        content_of(more)


def test_one_written_anew_is_noticed_by_the_fingerprint(small: Path, tmp_path: Path) -> None:
    def rename(name: str, rows: Rows) -> Rows:
        return [{**row, "name": "Somebody else"} for row in rows] if name == "store_account" else rows

    other = rewrite(small, tmp_path / "other.zip", rename)
    with open_backup(small) as found:
        noted = found.fingerprint
    with open_backup(small, noted), pytest.raises(NotABackup, match="not the backup whose fingerprint"):
        open_backup(other, noted).__enter__()

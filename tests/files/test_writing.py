"""Files and folders are written whole or not at all."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from lcsp.files import Unwritable
from lcsp.files.writing import write_file, write_tree

TREE = {"plan.toml": b"x", "plan/sections.csv": b"y"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_is_written(tmp_path: Path) -> None:
    assert write_tree(TREE, tmp_path / "plan") is None
    assert contents(tmp_path) == {f"plan/{name}": content for name, content in TREE.items()}
    assert (tmp_path / "plan").stat().st_mode & 0o777 == 0o777 & ~_mask()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    write_tree(TREE, tmp_path / "plan")
    assert contents(tmp_path / "plan") == TREE


def test_a_full_folder_is_left_alone(tmp_path: Path) -> None:
    write_tree({"old": b"1"}, tmp_path / "plan")
    with pytest.raises(Unwritable, match="is not empty"):
        write_tree(TREE, tmp_path / "plan")
    assert contents(tmp_path) == {"plan/old": b"1"}


def test_a_replaced_folder_is_kept_aside(tmp_path: Path) -> None:
    write_tree({"old": b"1"}, tmp_path / "plan")
    kept = [write_tree(TREE, tmp_path / "plan", replace=True) for _ in range(3)]
    assert all(path and re.fullmatch(r"plan\.before-\d{8}-\d{6}(-\d)?", path.name) for path in kept)
    assert len(set(kept)) == 3
    assert kept[0]
    assert contents(kept[0]) == {"old": b"1"}
    assert contents(tmp_path / "plan") == TREE


def test_a_file_or_link_is_not_taken_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("1")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(Unwritable, match="is not a folder"):
            write_tree(TREE, tmp_path / name, replace=True)


def test_the_present_folder_is_not_moved_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Unwritable, match="is the folder you are in"):
        write_tree(TREE, Path())


def test_a_full_disk_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree({"old": b"1"}, tmp_path / "plan")
    written = []

    def no_space(path: Path, content: bytes) -> int:
        written.append(path)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        with path.open("wb") as file:
            return file.write(content)

    monkeypatch.setattr(Path, "write_bytes", no_space)
    with pytest.raises(Unwritable, match=r"plan cannot be written \(No space left on device\): nothing was changed"):
        write_tree(TREE, tmp_path / "plan", replace=True)
    assert contents(tmp_path) == {"plan/old": b"1"}


def test_a_failed_exchange_puts_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree({"old": b"1"}, tmp_path / "plan")
    rename = Path.rename

    def refuse_the_new(path: Path, to: Any) -> Path:
        if path.name.startswith("."):
            raise PermissionError(13, "Permission denied")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refuse_the_new)
    with pytest.raises(Unwritable, match="Permission denied"):
        write_tree(TREE, tmp_path / "plan", replace=True)
    assert contents(tmp_path) == {"plan/old": b"1"}


def test_a_file_is_written_and_replaced_only_when_told(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    write_file(b"1", file)
    with pytest.raises(Unwritable, match="exists"):
        write_file(b"2", file)
    assert file.read_bytes() == b"1"
    write_file(b"2", file, replace=True)
    assert contents(tmp_path) == {"plan.json": b"2"}


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "plan.json"
    write_file(b"1", file)

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(Unwritable, match="No space left on device"):
        write_file(b"2", file, replace=True)
    assert contents(tmp_path) == {"plan.json": b"1"}


def test_where_nothing_can_be_written_the_reason_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="No such file or directory"):
        write_file(b"1", tmp_path / "absent" / "plan.json")
    with pytest.raises(Unwritable, match="is a folder: name a file"):
        write_file(b"1", tmp_path, replace=True)

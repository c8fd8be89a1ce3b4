"""A backup is there whole, for its owner alone, or not at all; and it is of one moment."""

import errno
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey
from tests.functional.kent import Environment
from tests.store.snapshot.sites import ask, must, refused

from lcsp.store.snapshot import NotWritten, write_backup, writing
from lcsp.store.snapshot.tables import LEFT_OUT, list_tables, name_of


@pytest.mark.django_db
def test_every_table_of_the_database_is_in_it_or_is_left_out_with_a_reason(kent_site: str, tmp_path: Path) -> None:
    there = set(connection.introspection.table_names())
    assert there == {*list_tables(), *LEFT_OUT}
    done = write_backup(tmp_path / "b.zip")
    assert {table.name for table in done.manifest.tables} == set(list_tables())
    assert done.manifest.rows > 1000


def test_nothing_that_is_kept_refers_to_what_is_left_out() -> None:
    for name, table in list_tables().items():
        for field in table._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                assert name_of(field.related_model) not in LEFT_OUT, f"{name}.{field.name}"
    assert len(apps.get_models()) > len(list_tables())


@pytest.mark.django_db
def test_only_its_owner_may_read_it_and_none_is_written_over(kent_site: str, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    file.write_text("mine")
    with pytest.raises(NotWritten, match="is there already"):
        write_backup(file)
    assert file.read_text() == "mine"
    done = write_backup(file, overwrite=True)
    assert file.stat().st_mode & 0o777 == 0o600
    assert done.size == file.stat().st_size
    assert list(tmp_path.iterdir()) == [file], "nothing else is left"


@pytest.mark.django_db
def test_a_full_disk_is_said_and_nothing_is_left(
    kent_site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> Any:
        yield b"{}\n"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing, "write_rows", full)
    with pytest.raises(NotWritten, match=r"No space left on device\. Nothing was left behind\. Make room"):
        write_backup(tmp_path / "b.zip")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NotWritten, match="No such file or directory"):
        write_backup(tmp_path / "absent" / "b.zip")


_ONE_MOMENT = """
from lcsp.store.models import Account
from lcsp.store.snapshot.moment import one_moment
with one_moment() as alias:
    seen = [Account.objects.using(alias).count()]
    Account.objects.create(email=sys.argv[1], name="While it was made")
    seen += [Account.objects.using(alias).count(), Account.objects.count()]
print(seen[1] - seen[0], seen[2] - seen[0])
"""


def test_it_sees_one_moment_and_holds_nobody_up(full_site: Environment) -> None:
    assert ask(full_site, _ONE_MOMENT, "while@example.org").split() == ["0", "1"]


def test_backups_of_a_folder_are_named_for_the_moment_and_the_oldest_go(full_site: Environment, tmp_path: Path) -> None:
    for name in ("lcsp-20200101-000000.zip", "lcsp-20210101-000000.zip", "lcsp-notes.zip", "other.zip"):
        (tmp_path / name).write_text("old")
    said = must(full_site, "backup", str(tmp_path), "--keep", "2")
    left = sorted(file.name for file in tmp_path.iterdir())
    assert [name for name in left if "2020" in name] == []
    assert {"lcsp-20210101-000000.zip", "lcsp-notes.zip", "other.zip"} < set(left)
    assert len(left) == 4
    assert "Removed: " in said
    with ZipFile(tmp_path / left[1]) as zipped:
        assert json.loads(zipped.read("manifest.json"))["format"] == 1
    assert "--keep is for a folder" in refused(full_site, "backup", str(tmp_path / "one.zip"), "--keep", "2")


_LARGE = """
import tracemalloc
from pathlib import Path
from os import urandom
from lcsp.store.models import Edition
from lcsp.store.models import EditionDocument
from datetime import UTC, datetime
edition = Edition.objects.first()
for number in range(30):
    EditionDocument.objects.create(
        edition=edition, form=str(number), content=urandom(2_000_000), sha256="0" * 64, made_at=datetime.now(UTC)
    )
from lcsp.store.snapshot import write_backup
tracemalloc.start()
size = write_backup(Path(sys.argv[1])).size
print(size, tracemalloc.get_traced_memory()[1])
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_the_database(tmp_path: Path, backup: Path) -> None:
    from tests.store.snapshot.sites import new_site

    with new_site(tmp_path / "site") as environment:
        must(environment, "restore", str(backup))
        size, most = map(int, ask(environment, _LARGE, str(tmp_path / "large.zip")).split())
    assert size > 60_000_000
    assert most < 30_000_000, f"{most:,} bytes at once for a backup of {size:,}"

"""What hinders the store, told from the errors that SQLite, PostgreSQL and the system really raise."""

import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import DataError, OperationalError

from lcsp.store.failures import Failure, failure_of


def raised_by_sqlite(path: Path, *statements: str) -> sqlite3.Error:
    """Return the error that the last of `statements` ends in."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        for statement in statements[:-1]:
            connection.execute(statement)
        with pytest.raises(sqlite3.Error) as raised:
            connection.execute(statements[-1])
        return raised.value
    finally:
        connection.close()


def test_a_full_database_is_told(tmp_path: Path) -> None:
    grown = "INSERT INTO t VALUES (zeroblob(100000))"
    error = raised_by_sqlite(tmp_path / "a", "PRAGMA max_page_count=2", "CREATE TABLE t (x)", grown)
    assert failure_of(error) is Failure.FULL


def test_somebody_else_who_writes_is_told(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "a", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert failure_of(raised_by_sqlite(tmp_path / "a", "BEGIN IMMEDIATE")) is Failure.BUSY
    finally:
        other.close()


def test_a_database_that_may_not_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error) as raised:
        sqlite3.connect(tmp_path)
    assert failure_of(raised.value) is Failure.DISK


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (psycopg.errors.DiskFull(), Failure.FULL),
        (psycopg.errors.IoError(), Failure.DISK),
        (psycopg.errors.TooManyConnections(), Failure.BUSY),
        (psycopg.errors.DeadlockDetected(), Failure.BUSY),
        (psycopg.errors.AdminShutdown(), Failure.AWAY),
        (psycopg.OperationalError("the connection is lost"), Failure.AWAY),
        (psycopg.errors.UniqueViolation(), None),
        (OSError(errno.ENOSPC, "No space left on device"), Failure.FULL),
        (OSError(errno.EROFS, "Read-only file system"), Failure.DISK),
        (FileNotFoundError(errno.ENOENT, "none"), None),
        (ValueError("a mistake of ours"), None),
        (None, None),
    ],
    ids=repr,
)
def test_what_the_drivers_and_the_system_raise_is_told_apart(
    error: BaseException | None, failure: Failure | None
) -> None:
    assert failure_of(error) is failure
    outer = OperationalError("as Django raises it")
    outer.__cause__ = error
    assert failure_of(outer) is failure
    assert failure_of(DataError("a mistake of ours")) is None

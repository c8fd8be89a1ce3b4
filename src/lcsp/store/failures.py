"""What hinders the store from keeping anything, told from the errors that databases and disks raise."""

import errno
from collections.abc import Iterator
from enum import Enum


class Failure(Enum):
    """Why nothing could be read or kept, where that is no mistake of the code's."""

    FULL = "the disk is full"
    DISK = "the disk takes nothing"
    BUSY = "others were writing for too long"
    AWAY = "the database does not answer"


_SQLITE = (
    ("SQLITE_FULL", Failure.FULL),
    ("SQLITE_IOERR", Failure.DISK),
    ("SQLITE_READONLY", Failure.DISK),
    ("SQLITE_CANTOPEN", Failure.DISK),
    ("SQLITE_BUSY", Failure.BUSY),
    ("SQLITE_LOCKED", Failure.BUSY),
)
# PostgreSQL's codes, appendix A of its manual: disk full, too many connections, input and output, waits, shut down.
_POSTGRESQL = (
    ("53100", Failure.FULL),
    ("53300", Failure.BUSY),
    ("58030", Failure.DISK),
    ("55P03", Failure.BUSY),
    ("40001", Failure.BUSY),
    ("40P01", Failure.BUSY),
    ("57P0", Failure.AWAY),
    ("08", Failure.AWAY),
)
_SYSTEM = {
    errno.ENOSPC: Failure.FULL,
    errno.EDQUOT: Failure.FULL,
    errno.EFBIG: Failure.DISK,
    errno.EIO: Failure.DISK,
    errno.EROFS: Failure.DISK,
}


def failure_of(error: BaseException | None) -> Failure | None:
    """Return what failed where `error`, or one that it came from, tells of disk or database; None for a mistake."""
    return next((found for each in _errors(error) if (found := _failure(each))), None)


def _errors(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _failure(error: BaseException) -> Failure | None:
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0)
    # By the names that the drivers give: PostgreSQL's is not loaded where the site is kept in SQLite.
    if name := getattr(error, "sqlite_errorname", ""):
        return next((failure for begins, failure in _SQLITE if name.startswith(begins)), None)
    if state := getattr(error, "sqlstate", None):
        return next((failure for begins, failure in _POSTGRESQL if state.startswith(begins)), None)
    from_driver = type(error).__module__.startswith("psycopg")
    return Failure.AWAY if from_driver and type(error).__name__ == "OperationalError" else None

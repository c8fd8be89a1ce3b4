"""Putting new rows into the store: same keys replace, all tables of a load or none, one load at a time, and a log."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from lcsp.children.pupils.model import PupilRecord
from lcsp.engines.loading.refusing import CannotLoad
from lcsp.engines.loading.sql import literal, quoted
from lcsp.engines.pupil_store import NoStore, PupilStore
from lcsp.engines.tables import schema_of

LOG = "loads.jsonl"
_PENDING, _WORK, _LOCK, _BESIDE = ".pending-load.json", ".loading", ".lock", ".load"
_ROWS = 200_000  # of a batch that is written


class Kept(NamedTuple):
    """What became of a noun's rows in the store."""

    noun: type[PupilRecord]
    taken: int
    added: int
    changed: int
    removed: int

    @property
    def alters(self) -> bool:
        """Whether the table is another one than before."""
        return bool(self.added or self.changed or self.removed)


def open_store(folder: Path) -> PupilStore:
    """Return the store of real pupils in `folder`, made where there is none; raise CannotLoad for any other folder."""
    store = PupilStore(folder)
    try:
        synthetic = store.label.get("synthetic")
    except NoStore:
        if folder.exists() and any(folder.iterdir()):
            raise CannotLoad(f"{folder} is not empty and is no pupil store; name another folder.") from None
        store = PupilStore.create(folder, {"synthetic": False})
        folder.chmod(0o700)
        return store
    if synthetic:
        raise CannotLoad(
            f"{folder} holds made-up pupils, and extracts of real ones are never mixed with them: name another folder "
            "with --pupils."
        )
    return store


@contextmanager
def working_on(store: PupilStore) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hold the store for one load, and give it a database in a folder that is gone afterwards; raise CannotLoad.

    What an earlier load that was cut short had decided is carried out first; what it had not is cleared away.
    """
    import fcntl

    with os.fdopen(os.open(store.folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotLoad("Another load is at work in this store: wait until it has ended.") from None
        _finish(store.folder)
        work = store.folder / _WORK
        _clear(store)
        work.mkdir(mode=0o700)
        try:
            with duckdb.connect(work / "load.duckdb") as database:
                database.execute(f"SET memory_limit = '1200MB'; SET temp_directory = {literal(str(work))}")
                database.execute("SET preserve_insertion_order = false")
                yield database
        finally:
            _clear(store)


def _clear(store: PupilStore) -> None:
    rmtree(store.folder / _WORK, ignore_errors=True)
    for left in store.folder.glob(f"year=*/.*{_BESIDE}"):
        left.unlink()


def open_old(database: duckdb.DuckDBPyConnection, store: PupilStore, year: int, noun: type[PupilRecord]) -> str:
    """Make the view of what the store holds of a noun, and return its name."""
    name, path = f"old_{noun.plural}", store.path(year, noun.plural)
    if path.exists():
        read = f"read_parquet({literal(str(path))}, hive_partitioning = false)"
        database.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM {read}")  # noqa: S608
    else:
        database.register(name, schema_of(noun).empty_table())
    return name


def merge(database: duckdb.DuckDBPyConnection, noun: type[PupilRecord], replace_school: bool) -> Kept:
    """Make the view `merged_…` of a noun from `old_…` and `new_…`, and say what that comes to."""
    plural, key = noun.plural, ", ".join(noun.key_fields)
    same = " AND ".join(f"new.{quoted(name)} IS NOT DISTINCT FROM old.{quoted(name)}" for name in noun.model_fields)
    (taken,) = database.execute(f"SELECT count(*) FROM new_{plural}").fetchone() or (0,)  # noqa: S608
    found, alike = database.execute(
        f"SELECT count(*), count(*) FILTER (WHERE {same}) FROM new_{plural} new JOIN old_{plural} old USING ({key})"  # noqa: S608
    ).fetchone() or (0, 0)
    stays = f"FROM old_{plural} ANTI JOIN new_{plural} USING ({key})"
    removed = 0
    if replace_school:
        gone = f"school IN (SELECT school FROM new_{plural})"  # noqa: S608
        (removed,) = database.execute(f"SELECT count(*) {stays} WHERE {gone}").fetchone() or (0,)
        stays += f" WHERE NOT {gone}"
    names = ", ".join(quoted(name) for name in noun.model_fields)
    database.execute(
        f"CREATE OR REPLACE VIEW merged_{plural} AS SELECT {names} FROM new_{plural} UNION ALL SELECT {names} {stays}"  # noqa: S608
    )
    return Kept(noun, taken, taken - found, found - alike, removed)


def keep(
    database: duckdb.DuckDBPyConnection, store: PupilStore, year: int, kept: Sequence[Kept], log: dict[str, Any]
) -> None:
    """Write the merged tables that differ and the line of the log: all of it, or nothing."""
    moves = []
    for one in kept:
        if one.alters:
            path = store.path(year, one.noun.plural)
            beside = path.with_name(f".{path.name}{_BESIDE}")
            _write(database, one.noun, beside)
            moves.append([str(beside.relative_to(store.folder)), str(path.relative_to(store.folder))])
    plan = {"moves": moves, "log": log}
    draft = store.folder / f"{_PENDING}.draft"
    _write_privately(draft, (json.dumps(plan) + "\n").encode())
    # From here on the load counts: whoever opens the store for the next load would carry it out.
    draft.replace(store.folder / _PENDING)
    _finish(store.folder)


def _write(database: duckdb.DuckDBPyConnection, noun: type[PupilRecord], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    order = ", ".join(dict.fromkeys([*(["school"] if "school" in noun.key_fields else []), *noun.key_fields]))
    schema = schema_of(noun)
    rows = database.execute(f"SELECT * FROM merged_{noun.plural} ORDER BY {order}").to_arrow_reader(_ROWS)  # noqa: S608
    _write_privately(path, b"")
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_table(pa.Table.from_batches([batch]).cast(schema))
    with path.open("rb") as file:
        os.fsync(file.fileno())  # before the load counts, its tables are on the disk


def _finish(folder: Path) -> None:
    """Carry out a load that was decided: put its tables in place and its line into the log."""
    pending = folder / _PENDING
    if not pending.exists():
        return
    plan = json.loads(pending.read_bytes())
    for beside, path in plan["moves"]:
        if (folder / beside).exists():  # else it was moved before the load was cut short
            (folder / beside).replace(folder / path)
    line = json.dumps(plan["log"], ensure_ascii=False) + "\n"
    if read_log(folder)[-1:] != [plan["log"]]:
        descriptor = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(line.encode())
    pending.unlink()


def read_log(folder: Path) -> list[dict[str, Any]]:
    """Return what was loaded into the store in `folder`, oldest first."""
    path = folder / LOG
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def _write_privately(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

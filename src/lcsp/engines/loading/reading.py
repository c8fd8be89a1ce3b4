"""Files of one load read into a database of the load's own, and each table given the mapping that fits it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from lcsp.children.pupils.model import TABLES
from lcsp.engines.loading.mapping import Mapping
from lcsp.engines.loading.refusing import CannotLoad
from lcsp.engines.loading.sources import ROW, Broken, read_source
from lcsp.engines.loading.sql import quoted
from lcsp.engines.loading.staging import missing_columns

_SESSIONS = "sessiondetails"
# Tables of the census that fill columns of others.
BESIDE = ("fsmperiodsonroll", "addressesonroll", "addressesoffroll", "schoolcensus")
HALF_DAYS = "these are sums of sessions, and attendance is counted from half-day marks: load registers with --as marks"


class Raw(NamedTuple):
    """One table of one file as it stands, in the table `name` of the load's database."""

    name: str
    file: str
    table: str
    columns: frozenset[str]
    rows: int
    broken: tuple[Broken, ...] = ()


class Chosen(NamedTuple):
    """A table and the mapping that it is read by."""

    raw: Raw
    mapping: Mapping


def read_files(database: duckdb.DuckDBPyConnection, paths: Sequence[Path]) -> list[Raw]:
    """Read every file into tables of `database`; raise CannotLoad for one that cannot be read."""
    found: list[Raw] = []
    for path in paths:
        broken: list[Broken] = []
        tables: dict[str, str] = {}
        for batch in read_source(path, broken):
            name = tables.setdefault(batch.table, f"raw_{len(found) + len(tables):06}")
            _append(database, name, batch.rows)
        if not tables:
            raise CannotLoad(f"{path.name} has no rows.")
        for number, (table, name) in enumerate(tables.items()):
            found.append(_described(database, name, path.name, table, broken if not number else []))
    return found


def _append(database: duckdb.DuckDBPyConnection, name: str, rows: pa.RecordBatch) -> None:
    """Add rows to a table, which grows by the columns that it has not got yet."""
    database.execute(f"CREATE TABLE IF NOT EXISTS {name} ({ROW} BIGINT)")
    for column in rows.schema.names:
        database.execute(f"ALTER TABLE {name} ADD COLUMN IF NOT EXISTS {quoted(column)} VARCHAR")
    database.register("batch", pa.Table.from_batches([rows]))
    database.execute(f"INSERT INTO {name} BY NAME SELECT * FROM batch")  # noqa: S608
    database.unregister("batch")


def _described(database: duckdb.DuckDBPyConnection, name: str, file: str, table: str, broken: Sequence[Broken]) -> Raw:
    columns = database.execute(f"SELECT * FROM {name} LIMIT 0").description or []  # noqa: S608
    (rows,) = database.execute(f"SELECT count(*) FROM {name}").fetchone() or (0,)  # noqa: S608
    return Raw(name, file, table, frozenset(column[0] for column in columns), rows, tuple(broken))


def choose(raws: Sequence[Raw], mappings: Sequence[Mapping]) -> tuple[list[Chosen], list[str]]:
    """Return what is read by which mapping, nouns in the order of the store, and a sentence for each table that is not.

    Raise CannotLoad where a table has not the columns of its mapping, or where nothing is left to read.
    """
    chosen: list[Chosen] = []
    unread: dict[str, list[str]] = {}
    for raw in raws:
        fitting = [mapping for mapping in mappings if raw.table.endswith(mapping.table)]
        if fitting:
            chosen.append(Chosen(raw, _first_that_fits(raw, fitting)))
        elif _SESSIONS in raw.table:
            unread.setdefault(HALF_DAYS, []).append(_name(raw))
        elif not raw.table.endswith(BESIDE):
            unread.setdefault("no table of the mapping is named like it", []).append(_name(raw))
    remarks = [f"Not read: {', '.join(dict.fromkeys(files))}: {why}." for why, files in unread.items()]
    if not chosen:
        wanted = ", ".join(mapping.table for mapping in mappings)
        raise CannotLoad(
            "\n".join([*remarks, f"There is nothing to load. Files are to be named for a table: {wanted}."])
        )
    order = {noun: number for number, noun in enumerate(TABLES)}
    return sorted(chosen, key=lambda one: order[one.mapping.noun]), remarks


def _name(raw: Raw) -> str:
    return f"{raw.table} of {raw.file}" if raw.file.lower().endswith(".xml") else raw.file


def _first_that_fits(raw: Raw, mappings: Sequence[Mapping]) -> Mapping:
    lacking = {}
    for mapping in mappings:
        lacking[mapping.name] = missing_columns(mapping, raw.columns)
        if not lacking[mapping.name]:
            return mapping
    raise CannotLoad("\n".join(_lacks(raw, mapping, lacking[mapping.name]) for mapping in mappings))


def _lacks(raw: Raw, mapping: Mapping, fields: Sequence[str]) -> str:
    wanted = "; ".join(
        f"{name} ({' or '.join(mapping.columns.get(name, ())) or 'no heading known'})" for name in fields
    )
    held = ", ".join(sorted(raw.columns - {ROW}))
    more = " Give the file of fsmperiods as well." if "fsm" in fields and raw.table.endswith("roll") else ""
    return (
        f"{raw.file} has no column for {wanted}.{more} It has: {held}. "
        "A saved mapping can name its columns, or fill them with [constants]."
    )


def beside(raws: Sequence[Raw], table: str, *columns: str) -> Iterator[str]:
    """Yield a query for each table of the load with this name that has these columns."""
    for raw in raws:
        if raw.table.endswith(table) and raw.columns.issuperset(columns):
            yield f"SELECT {', '.join(columns)} FROM {raw.name}"  # noqa: S608

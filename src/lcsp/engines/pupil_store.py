"""The pupil store: a folder of Parquet files by year, apart from the plan's database, readable by its owner alone."""

import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lcsp.children.pupils.model import PupilRecord
from lcsp.engines.tables import schema_of

LABEL = "store.json"


class NoStore(LookupError):
    """There is no pupil store at the place named."""


class PupilStore:
    """The pupil store in `folder`: `year=2008/pupils.parquet` and so on, and `store.json`, which says what it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def create(cls, folder: Path, label: dict[str, Any]) -> "PupilStore":
        """Make the folder, if need be, and write its label (such as {"synthetic": true, "seed": 1})."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = cls(folder)
        _write_atomically(folder / LABEL, (json.dumps(label, indent=1) + "\n").encode())
        return store

    @property
    def label(self) -> dict[str, Any]:
        """What the store says of itself; raise NoStore where there is none."""
        try:
            label: dict[str, Any] = json.loads((self.folder / LABEL).read_bytes())
        except FileNotFoundError:
            raise NoStore(f"There is no pupil store in {self.folder}: `lcsp synth` makes a made-up one.") from None
        return label

    @property
    def years(self) -> tuple[int, ...]:
        """The academic years that it holds, oldest first."""
        return tuple(sorted(int(path.name.removeprefix("year=")) for path in self.folder.glob("year=*")))

    def path(self, year: int, table: str) -> Path:
        """Return the Parquet file of a table (a plural of the nouns, or "attendance", "leaves") in a year."""
        return self.folder / f"year={year}" / f"{table}.parquet"

    def holds(self, year: int, noun: type[PupilRecord]) -> bool:
        """Say whether there is a table of `noun` for the year."""
        return self.path(year, noun.plural).exists()

    def read(self, year: int, noun: type[PupilRecord]) -> pa.Table:
        """Return the table of `noun` for a year, empty where none was loaded."""
        path = self.path(year, noun.plural)
        return pq.read_table(path, partitioning=None) if path.exists() else schema_of(noun).empty_table()

    def write(self, year: int, noun: type[PupilRecord], table: pa.Table) -> None:
        """Put `table` in place of the year's table of `noun`, whole or not at all."""
        self.write_table(year, noun.plural, table.cast(schema_of(noun)))

    def write_table(self, year: int, name: str, table: pa.Table, **options: Any) -> None:
        """Put `table` in place of the year's file `name`, whole or not at all; `options` are those of Parquet."""
        with self._writing(year, name, table.schema, **options) as writer:
            writer.write_table(table)

    def writer(self, year: int, noun: type[PupilRecord]) -> AbstractContextManager[pq.ParquetWriter]:
        """Return a writer of the year's table of `noun`, for tables too large for memory; it counts when it is left."""
        return self._writing(year, noun.plural, schema_of(noun))

    @contextmanager
    def _writing(self, year: int, name: str, schema: pa.Schema, **options: Any) -> Iterator[pq.ParquetWriter]:
        path = self.path(year, name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with pq.ParquetWriter(beside, schema, **{"compression": "zstd", **options}) as writer:
                yield writer
            beside.chmod(0o600)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def _write_atomically(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.chmod(0o600)
    beside.replace(path)

"""The manifest of a backup: what it holds, from when, of which lcsp, with a checksum for each table."""

import json
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, NonNegativeInt

FORMAT = 1
MEMBER = "manifest.json"


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TableSaid(_Said):
    """One table: its name, how many rows, the sha256 of its lines."""

    name: str
    rows: NonNegativeInt
    sha256: str

    @property
    def member(self) -> str:
        """The name of its file in the backup."""
        return f"tables/{self.name}.jsonl"


class AuditSaid(_Said):
    """The last entry of the audit log at that moment."""

    number: NonNegativeInt
    sha256: str


class Manifest(_Said):
    """Everything that a backup says of itself."""

    what: Literal["backup of an lcsp site"] = "backup of an lcsp site"
    format: int = FORMAT
    lcsp: str
    database: str
    made_at: AwareDatetime
    migrations: tuple[str, ...]
    audit_head: AuditSaid
    tables: tuple[TableSaid, ...]
    left_out: dict[str, str]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables)

    def write(self) -> bytes:
        """Return the manifest as JSON for people and programs."""
        return (json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(content: bytes) -> Manifest:
    """Return the manifest that `content` holds; ValueError where it is not one that this lcsp can read."""
    said = json.loads(content)
    found = said.get("format") if isinstance(said, dict) else None
    if isinstance(found, int) and found > FORMAT:
        raise ValueError(
            f"it has format {found}, and this lcsp reads up to format {FORMAT}: "
            f"restore it with lcsp {said.get('lcsp', 'of a newer version')}"
        )
    return Manifest.model_validate(said)

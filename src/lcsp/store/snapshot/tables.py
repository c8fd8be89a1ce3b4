"""Which tables a backup holds, and how a row of one is a line of text, the same on every database."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db import models

Table = type[models.Model]

# What is not in a backup, and why. The last two are tables that no model stands for.
LEFT_OUT: Mapping[str, str] = {
    "django_session": "who is signed in: after a restore, everybody signs in again",
    "usersessions_usersession": "who is signed in: after a restore, everybody signs in again",
    "account_emailconfirmation": "links that were sent and expire",
    "axes_accessattempt": "failed attempts to sign in, with network addresses: they are counted anew",
    "axes_accessattemptexpiration": "failed attempts to sign in: they are counted anew",
    "axes_accessfailurelog": "failed attempts to sign in, with network addresses: they are counted anew",
    "axes_accesslog": "who signed in stands in the audit log",
    "auth_group": "not used: roles stand in store_grant",
    "auth_group_permissions": "not used: roles stand in store_grant",
    "auth_permission": "not used: `lcsp migrate` makes it",
    "django_content_type": "not used: `lcsp migrate` makes it",
    "django_tasks_database_dbtaskresult": "work in the background: a worker asks for what is missing when it begins",
    "store_waitingupload": "uploads that nobody has applied: they expire by themselves, and their owner has the file",
    "counts_and_codes": "counts and codes that are valid for minutes",
    "django_migrations": "`lcsp migrate` makes it; the manifest says which steps were taken",
}


def list_tables() -> dict[str, Table]:
    """Return every table that a backup holds, by its name in the database; a new one comes by itself."""
    known = {name_of(model): model for model in apps.get_models(include_auto_created=True)}
    return {name: known[name] for name in sorted(known) if name not in LEFT_OUT}


def name_of(table: Table) -> str:
    """Return the name of a table in the database."""
    return str(table._meta.db_table)  # noqa: SLF001 - Django's documented way to ask


def fields_of(table: Table) -> list[models.Field[Any, Any]]:
    """Return the columns of a table."""
    return list(table._meta.concrete_fields)  # noqa: SLF001 - Django's documented way to ask


def has_bytes(table: Table) -> bool:
    """Say whether rows of a table hold files, of which few at a time fit into memory."""
    return any(isinstance(field, models.BinaryField) for field in fields_of(table))


def write_rows(table: Table, using: str) -> Iterator[bytes]:
    """Yield each row of a table as a line, in the order of keys; memory holds a few rows at a time.

    TypeError for a kind of field that has no text yet: nothing is left out in silence.
    """
    fields = fields_of(table)
    names = [field.attname for field in fields]
    writers = [_writer(field) for field in fields]
    rows = table._base_manager.using(using).order_by("pk").values_list(*names)  # noqa: SLF001 - without anybody's filter
    for row in rows.iterator(chunk_size=1 if has_bytes(table) else 500):
        said = {
            name: None if value is None else write(value)
            for name, write, value in zip(names, writers, row, strict=True)
        }
        yield json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_row(table: Table, line: bytes) -> list[Any]:
    """Return the values that a line holds, in the order of `fields_of`; ValueError where it is not such a row."""
    said = json.loads(line)
    fields = fields_of(table)
    if not isinstance(said, dict) or said.keys() != {field.attname for field in fields}:
        raise ValueError(f"a row of {name_of(table)} has other columns than its table")
    return [_read(field, said[field.attname]) for field in fields]


def _writer(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    if isinstance(field, models.BinaryField):
        return lambda value: b64encode(bytes(value)).decode("ascii")
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField | models.TimeField):
        return lambda value: value.isoformat()
    if isinstance(field, models.UUIDField | models.DecimalField):
        return str
    return _as_it_is


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _as_it_is(value: Any) -> Any:
    return value


def _read(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return b64decode(value, validate=True)
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(value)
    return field.to_python(value)

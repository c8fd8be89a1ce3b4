"""The database as it is at one moment, while others write; and which steps have been taken to make its tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.transaction import atomic

_ALIAS = "one moment"


@contextmanager
def one_moment() -> Iterator[str]:
    """Yield the alias of a connection of its own that sees one moment only, and holds nobody up.

    PostgreSQL: a transaction that is repeatable and only reads. SQLite: a plain BEGIN, where writers' transactions
    begin with IMMEDIATE; with write-ahead logging, its first read fixes what it sees.
    """
    held = connection.copy(_ALIAS)
    if held.vendor == "sqlite":
        held.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
        only_read = "PRAGMA query_only = ON"
    else:
        only_read = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
    connections[_ALIAS] = held
    try:
        with atomic(using=_ALIAS):
            with held.cursor() as cursor:
                cursor.execute(only_read)
            yield _ALIAS
    finally:
        held.close()
        del connections[_ALIAS]


def list_migrations(using: str = "default") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the steps that the tables have taken, and those that this lcsp knows and they have not, by name."""
    loader = MigrationLoader(connections[using])
    taken = {f"{app}.{name}" for app, name in loader.applied_migrations or () if (app, name) in loader.graph.nodes}
    known = {f"{app}.{name}" for app, name in loader.graph.nodes}
    return tuple(sorted(taken)), tuple(sorted(known - taken))

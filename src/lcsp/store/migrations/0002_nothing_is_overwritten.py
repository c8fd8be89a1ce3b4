"""The database itself refuses to change or remove audit entries, revisions, versions and editions."""

from typing import Any, ClassVar

from django.db import migrations

# table, what may be changed of a row, as a condition on OLD and NEW (none: nothing).
GUARDED = (
    ("store_auditentry", ""),
    ("store_revision", ""),
    ("store_edition", ""),
    # A version that stands ends once; all else of it stays.
    (
        "store_version",
        (
            "OLD.until IS NULL AND NEW.until IS NOT NULL AND OLD.id = NEW.id AND OLD.plan_id = NEW.plan_id"
            " AND OLD.noun = NEW.noun AND OLD.key = NEW.key AND OLD.since = NEW.since AND OLD.position = NEW.position"
            " AND OLD.format = NEW.format AND OLD.body = NEW.body AND OLD.renamed_from = NEW.renamed_from"
        ),
    ),
)


def guard(_: Any, schema_editor: Any) -> None:
    """Add the triggers."""
    for table, allowed in GUARDED:
        for statement in _statements(schema_editor.connection.vendor, table, allowed):
            schema_editor.execute(statement, params=None)


def _statements(vendor: str, table: str, allowed: str) -> list[str]:
    said = f"{table} is written once: its rows are neither changed nor removed"
    if vendor == "postgresql":
        when = f"IF TG_OP = 'UPDATE' AND {allowed} THEN RETURN NEW; END IF;" if allowed else ""
        return [
            (
                f"CREATE FUNCTION {table}_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {when} "
                f"RAISE EXCEPTION '{said}'; END $$"
            ),
            (
                f"CREATE TRIGGER {table}_once BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_once()"
            ),
        ]
    condition = f"WHEN NOT ({allowed})" if allowed else ""
    return [
        f"CREATE TRIGGER {table}_change BEFORE UPDATE ON {table} {condition} BEGIN SELECT RAISE(ABORT, '{said}'); END",
        f"CREATE TRIGGER {table}_removal BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{said}'); END",
    ]


def unguard(_: Any, schema_editor: Any) -> None:
    """Take the triggers away again."""
    for table, _ in GUARDED:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_once ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_once()")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_change")
            schema_editor.execute(f"DROP TRIGGER {table}_removal")


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies: ClassVar = [("store", "0001_tables")]
    operations: ClassVar = [migrations.RunPython(guard, unguard)]

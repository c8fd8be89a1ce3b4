"""The database itself refuses to change or remove audit entries, revisions, versions and editions."""

from typing import Any, ClassVar

from django.db import migrations

from lcsp.store.guards import guard_statements, unguard_statements

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
        for statement in guard_statements(schema_editor.connection.vendor, table, allowed):
            schema_editor.execute(statement, params=None)


def unguard(_: Any, schema_editor: Any) -> None:
    """Take the triggers away again."""
    for table, _ in GUARDED:
        for statement in unguard_statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies: ClassVar = [("store", "0001_tables")]
    operations: ClassVar = [migrations.RunPython(guard, unguard)]

"""What the database itself refuses: to change or remove a row of a table that is written once."""


def guard_statements(vendor: str, table: str, allowed: str = "") -> list[str]:
    """Return the SQL that guards `table`; `allowed` is a condition on OLD and NEW under which a change may be made.

    `vendor` is "sqlite" or "postgresql", as Django names it.
    """
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


def unguard_statements(vendor: str, table: str) -> list[str]:
    """Return the SQL that takes the guards of `table` away again."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER {table}_once ON {table}", f"DROP FUNCTION {table}_once()"]
    return [f"DROP TRIGGER {table}_change", f"DROP TRIGGER {table}_removal"]

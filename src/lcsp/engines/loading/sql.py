"""Texts put into SQL: literals and names."""


def literal(text: str) -> str:
    """Return `text` as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """Return `name` as a name of SQL."""
    return '"' + name.replace('"', '""') + '"'

"""Tables of a census extract that belong together: what free meals, addresses and schools say is put to each pupil."""

from collections.abc import Iterable, Sequence

import duckdb

from lcsp.engines.loading.reading import Raw, beside

_ROLLS = {"onroll": "pupilonroll", "offroll": "pupilnolongeronroll"}


def put_together(database: duckdb.DuckDBPyConnection, raws: Sequence[Raw]) -> list[Raw]:
    """Return the tables, those of pupils and exclusions with what other tables of the same load say of each row.

    Pupils get `fsmeligible` (a period of eligibility without an end), `postcode` (of the first address); all get
    `schoolnumber` from the table of schools, and exclusions the `upn` of their pupil.
    """
    return [_widened(database, raw, raws) for raw in raws]


def _widened(database: duckdb.DuckDBPyConnection, raw: Raw, raws: Sequence[Raw]) -> Raw:
    joins, columns = [], []
    for column, query, keys, said in _additions(raw, raws):
        if column in raw.columns or not query or not raw.columns.issuperset(keys):
            continue
        name = f"{column}_of"
        joins.append(f"LEFT JOIN ({query}) {name} ON " + " AND ".join(f"{name}.{key} = held.{key}" for key in keys))
        columns.append(f"{said.format(name)} AS {column}")
    if not columns:
        return raw
    view = f"whole_{raw.name}"
    database.execute(
        f"CREATE VIEW {view} AS SELECT held.*, {', '.join(columns)} FROM {raw.name} held {' '.join(joins)}"  # noqa: S608
    )
    return raw._replace(name=view, columns=raw.columns | {column.rpartition(" AS ")[2] for column in columns})


def _additions(raw: Raw, raws: Sequence[Raw]) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Return what may be added to a table: the column, a query with one row a key, the key, and the value in SQL."""
    roll = next((roll for roll in _ROLLS if raw.table.endswith(roll)), "")
    if not roll or "sessiondetails" in raw.table:
        return []
    pupils = next((name for name in _ROLLS.values() if raw.table.endswith(name)), "")
    of_school = _first_of(beside(raws, "schoolcensus", "nativeid", "lea", "estab"), ("nativeid",), "lea, estab")
    number = ("schoolnumber", of_school, ("nativeid",), "{0}.lea || lpad({0}.estab, 4, '0')")
    key = (f"{_ROLLS[roll]}tableid", "nativeid")
    if not pupils:
        of_pupil = _first_of(beside(raws, _ROLLS[roll], *key, "upn"), key, "upn")
        return [number, ("upn", of_pupil, key, "{0}.upn")]
    addresses = _first_of(beside(raws, f"addresses{roll}", *key, "postcode"), key, "postcode")
    held = [number, ("postcode", addresses, key, "{0}.postcode")]
    if roll == "onroll":
        periods = _all_of(beside(raws, f"fsmperiods{roll}", *key, "fsmenddate"))
        open_ = f"SELECT DISTINCT {', '.join(key)} FROM ({periods}) WHERE fsmenddate IS NULL" if periods else ""  # noqa: S608
        held.append(("fsmeligible", open_, key, "CASE WHEN {0}.nativeid IS NULL THEN 'no' ELSE 'yes' END"))
    return held


def _all_of(queries: Iterable[str]) -> str:
    return " UNION ALL ".join(queries)


def _first_of(queries: Iterable[str], key: Sequence[str], value: str) -> str:
    """Return a query with one row a key, that of the smallest values; nothing where there is no table."""
    held = _all_of(queries)
    if not held:
        return ""
    smallest = ", ".join(f"min({name.strip()}) AS {name.strip()}" for name in value.split(","))
    return f"SELECT {', '.join(key)}, {smallest} FROM ({held}) GROUP BY ALL"  # noqa: S608

"""Mappings: which column of an extract fills which field, and what its values stand for, as a readable TOML file."""

import csv
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lcsp.children.pupils.model import TABLES, PupilRecord
from lcsp.engines.loading.refusing import CannotLoad

_SHIPPED = Path(__file__).parent / "mappings"
_NOUNS = {noun.plural: noun for noun in TABLES}
_KEYS = {"noun", "like", "parts", "table", "identifier", "closed", "columns", "values", "dates", "constants", "blanks"}
# What a file may have instead of a field: a date of birth for the age; sessions, or ten columns, for a week of marks.
INSTEAD = {"pupils": ("born",), "marks": ("day", "half", "code", "ten")}
SESSION = ("day", "half", "code")
DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y", "%Y-%b-%d %H:%M:%S")


def folded(heading: str) -> str:
    """Return a heading without what people write differently: capitals, spaces, signs."""
    return "".join(sign for sign in heading.lower() if sign.isalnum())


@dataclass(frozen=True)
class Mapping:
    """How rows of one table become records of `noun`.

    `columns` gives for each field the headings that it may stand under, the first that is there counts; with ` + `
    between two, they are put together. `closed` fields take no value that `values` does not name; in `looked_up` ones
    such a value is as good as blank. `constants` fill fields that the file has no column for, `blanks` blank cells.
    """

    name: str
    noun: type[PupilRecord]
    table: str = ""
    identifier: str = "upn"
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    looked_up: frozenset[str] = frozenset()
    dates: tuple[str, ...] = DATES
    constants: dict[str, str] = field(default_factory=dict)
    blanks: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it may fill, and what may stand instead of some."""
        return (*self.noun.model_fields, *INSTEAD.get(self.noun.plural, ()))


def shipped_names() -> tuple[str, ...]:
    """Return the names of the mappings that ship and that a file can be loaded by."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml") if not path.stem.startswith("_")))


def read_mapping(name: str) -> tuple[Mapping, ...]:
    """Return the mappings of a shipped name or of the TOML file at a path, one a table; raise CannotLoad for others."""
    return _read(_path_of(name, Path()), ())


def _path_of(name: str, beside: Path) -> Path:
    shipped = _SHIPPED / f"{name}.toml"
    if "/" not in name and shipped.is_file():
        return shipped
    path = beside / name
    if not path.is_file():
        raise CannotLoad(
            f"There is no mapping {name!r}. Shipped ones: {', '.join(shipped_names())}; or name a TOML file."
        )
    return path


def _read(path: Path, seen: tuple[Path, ...]) -> tuple[Mapping, ...]:
    if path in seen:
        raise CannotLoad(f"{path.name}: `like` leads back to the file itself.")
    try:
        held = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise CannotLoad(f"{path.name} is no readable TOML: {problem}") from None
    unknown = sorted(set(held) - _KEYS)
    if unknown:
        raise CannotLoad(f"{path.name}: {unknown[0]!r} is not understood. Known: {', '.join(sorted(_KEYS))}.")
    found: tuple[Mapping, ...] = ()
    if "like" in held:
        found = _read(_path_of(held["like"], path.parent), (*seen, path))
    for part in held.get("parts", ()):
        found += _read(_path_of(part, path.parent), (*seen, path))
    if "noun" in held:
        noun = _noun(path, held["noun"])
        # Under another mapping that names no noun (a list of codes), this one takes its values and gives the noun.
        found = tuple(replace(mapping, noun=noun) for mapping in found) or (Mapping(path.stem, noun),)
    if not found:
        raise CannotLoad(f'{path.name} names no noun. Write, say, noun = "pupils", or like = "school-census".')
    _refuse_unknown_fields(path, held, found)
    return tuple(_with(path, mapping, held) for mapping in found)


def _noun(path: Path, name: Any) -> type[PupilRecord]:
    if name not in _NOUNS:
        raise CannotLoad(f"{path.name}: noun {name!r} is not known. Known: {', '.join(_NOUNS)}.")
    return _NOUNS[name]


def _refuse_unknown_fields(path: Path, held: dict[str, Any], mappings: tuple[Mapping, ...]) -> None:
    known = {name for mapping in mappings for name in mapping.fields}
    for key in ("columns", "values", "constants", "blanks"):
        for name in held.get(key, {}):
            if name not in known:
                raise CannotLoad(f"{path.name}: [{key}] {name!r} is not a field. Fields: {', '.join(sorted(known))}.")


def _with(path: Path, mapping: Mapping, held: dict[str, Any]) -> Mapping:
    """Return `mapping` with what the file says of its fields in front."""
    mine = {
        key: {name: said for name, said in held.get(key, {}).items() if name in mapping.fields}
        for key in ("columns", "values", "constants", "blanks")
    }
    formats = held.get("dates", {}).get("format", ())
    many = held.get("identifier", mapping.identifier)
    if many not in ("upn", "any"):
        raise CannotLoad(f'{path.name}: identifier is {many!r}; write "upn" or "any".')
    return replace(
        mapping,
        name=path.stem,
        table=held.get("table", mapping.table),
        identifier=many,
        columns=mapping.columns | {name: _listed(said) for name, said in mine["columns"].items()},
        values=mapping.values | {name: _values(path, said, mapping, name) for name, said in mine["values"].items()},
        closed=mapping.closed | frozenset(held.get("closed", ())),
        looked_up=mapping.looked_up | {name for name, said in mine["values"].items() if isinstance(said, str)},
        dates=(*_listed(formats), *mapping.dates),
        constants=mapping.constants | {name: _text(said) for name, said in mine["constants"].items()},
        blanks=mapping.blanks | {name: _text(said) for name, said in mine["blanks"].items()},
    )


def _listed(said: Any) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _values(path: Path, said: Any, mapping: Mapping, name: str) -> dict[str, str]:
    """Return what each value stands for: written in the mapping, or in the first two columns of a CSV file."""
    if isinstance(said, dict):
        more = {str(source).upper(): _text(target) for source, target in said.items()}
        return mapping.values.get(name, {}) | more
    table = path.parent / said
    if not table.is_file():
        raise CannotLoad(f"{path.name}: values of {name} are to come from {said}, and there is no such file beside it.")
    with table.open(newline="", encoding="utf-8-sig") as lines:
        rows = list(csv.reader(lines))[1:]
    return {"".join(row[0].split()).upper(): row[1].strip() for row in rows if len(row) > 1}


def _text(said: Any) -> str:
    return {True: "yes", False: "no"}[said] if isinstance(said, bool) else str(said)

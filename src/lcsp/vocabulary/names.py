"""Names that stand for two things: what is called by the same name or alias, capitals and spaces aside."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from lcsp.vocabulary.noun import Noun

N = TypeVar("N", bound=Noun)


class Clash(NamedTuple):
    """A name that already stands for `first` and is used for `second` too."""

    name: str
    first: Any
    second: Any


def clashes(named: Iterable[tuple[str, N]]) -> Iterator[Clash]:
    """Yield each name that stands for a second record; `named` holds (name, record), a record as often as it has names.

    The same name twice for one record is no clash, and each pair of records is told once.
    """
    owners: dict[str, N] = {}
    told: set[tuple[int, int]] = set()
    for name, record in named:
        first = owners.setdefault(" ".join(name.casefold().split()), record)
        if first is not record and (id(first), id(record)) not in told:
            told.add((id(first), id(record)))
            yield Clash(name, first, record)

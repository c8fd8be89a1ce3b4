"""The plan that is being read from a document: records so far, codes given, and what was not understood."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from lcsp.files.documents.names import free, slug
from lcsp.files.documents.posts import post_kind, post_stem, split_posts
from lcsp.partnership.governance import Post
from lcsp.vocabulary.kinds import clean
from lcsp.vocabulary.noun import Noun, columns, is_blank
from lcsp.vocabulary.periods import Period
from lcsp.whole_plan import NOUNS, WholePlan

Values = dict[str, Any]


class Puzzle(NamedTuple):
    """Something that was not understood: where it stands, why, and its words."""

    place: str
    under: str
    why: str
    words: str


class Tally:
    """What was read of one table or list: rows, doubts, and what was not understood."""

    def __init__(self, place: str, under: str, taken_for: str) -> None:
        self.place, self.under, self.taken_for = place, under, taken_for
        self.rows = self.records = self.names_left_out = 0
        self.guessed = False
        self.doubts: list[str] = []
        self.puzzles: list[Puzzle] = []

    def doubt(self, why: str) -> None:
        """Note a reason for less confidence, once."""
        if why not in self.doubts:
            self.doubts.append(why)

    def puzzle(self, place: str, why: str, words: str) -> None:
        """Keep words that were not understood."""
        self.puzzles.append(Puzzle(place, self.under, why, words))

    @property
    def confidence(self) -> str:
        """High; medium where there is a doubt; low where the kind was guessed or much was not understood."""
        if self.guessed or (self.puzzles and len(self.puzzles) * 4 > self.rows):
            return "low"
        return "medium" if self.doubts or self.puzzles else "high"


class Draft:
    """Records under construction. Values are typed when they are added; links may be filled in later."""

    def __init__(self, year: Period, organisation: str) -> None:
        self.year, self.organisation = year, organisation
        self.tallies: list[Tally] = []
        self.remarks: list[str] = []
        self.county = ""
        self._records: dict[type[Noun], list[Values]] = {noun: [] for noun in NOUNS}
        self._posts: dict[str, str] = {}
        self.later: list[Callable[[], None]] = []

    def tally(self, place: str, under: str, taken_for: str) -> Tally:
        """Return a new tally, which the report will show."""
        self.tallies.append(Tally(place, under, taken_for))
        return self.tallies[-1]

    def all(self, noun: type[Noun]) -> list[Values]:
        """Return the records of `noun` so far, open to change."""
        return self._records[noun]

    def find(self, noun: type[Noun], **wanted: Any) -> Values | None:
        """Return the first record of `noun` with these values, or None."""
        return next((one for one in self._records[noun] if all(one.get(k) == v for k, v in wanted.items())), None)

    def code(self, noun: type[Noun], name: str) -> str:
        """Return a code for `name` that no record of `noun` has yet."""
        prefix = noun.noun.replace("_", "-")
        return free(slug(name, prefix), {record["code"] for record in self._records[noun]})

    def add(self, noun: type[Noun], tally: Tally, place: str, **values: Any) -> Values | None:
        """Add a record and return it; a value that its field cannot hold becomes a puzzle.

        Returns None, with a puzzle, where a value is missing or wrong without which the record cannot stand.
        """
        fields, typed = columns(noun), dict[str, Any]()
        for name, value in values.items():
            if is_blank(value):
                continue
            try:
                typed[name] = fields[name].kind.accept(clean(value) if isinstance(value, str) else value)
            except ValueError as error:
                tally.puzzle(place, f"{name.replace('_', ' ')}: {error}", str(value))
        missing = [name for name, column in fields.items() if column.required and name not in typed]
        if missing:
            words = "; ".join(f"{name}: {value}" for name, value in values.items() if not is_blank(value))
            tally.puzzle(place, f"no {' and no '.join(missing)} for a {noun.noun.replace('_', ' ')}", words)
            return None
        record = {name: typed.get(name, column.default) for name, column in fields.items()}
        if any(key_of(noun, one) == key_of(noun, record) for one in self._records[noun]):
            tally.puzzle(place, f"a second {noun.noun.replace('_', ' ')} with the same key", str(key_of(noun, record)))
            return None
        self._records[noun].append(record)
        tally.records += 1
        return record

    def posts(self, text: str, tally: Tally, *, strict: bool = False) -> tuple[str, ...]:
        """Return the codes of the posts and teams in `text`; names of individuals are counted and left out."""
        found = split_posts(text, strict=strict)
        tally.names_left_out += found.left_out
        return tuple(dict.fromkeys(self._post(name, tally) for name in found.names))

    def _post(self, name: str, tally: Tally) -> str:
        stem = " ".join(post_stem(name).lower().split())
        if stem not in self._posts:
            code = self.code(Post, post_stem(name))
            self.add(Post, tally, tally.place, code=code, name=name, kind=post_kind(name))
            self._posts[stem] = code
        return self._posts[stem]

    def plan(self) -> WholePlan:
        """Return the records as a plan."""
        return WholePlan({noun: _built(noun, self.all(noun)) for noun in NOUNS})

    def puzzles(self) -> Iterator[Puzzle]:
        """Yield all that was not understood, in the order in which it was met."""
        for tally in self.tallies:
            yield from tally.puzzles


def key_of(noun: type[Noun], record: Values) -> tuple[Any, ...]:
    """Return the values that make the key of a record."""
    return tuple(record[name] for name in noun.key_fields)


def _built(noun: type[Noun], records: list[Values]) -> tuple[Noun, ...]:
    return tuple(noun.model_construct(**record) for record in records)

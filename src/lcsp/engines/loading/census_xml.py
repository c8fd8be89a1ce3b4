"""The common XML of the school census, read as the tables that its CSV extracts are: the tags are the same words.

What stands deeper in a pupil's element is taken by the name of its tag alone, since the elements between have changed
from year to year. Memory holds one batch of pupils, whatever the size of the file. A file with a document type is
refused: it could pull in other files.
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from lcsp.engines.loading.refusing import CannotLoad

_ROW = "_row"
_PUPILS = {"pupilonroll": "onroll", "pupilnolongeronroll": "offroll"}
# Elements that repeat within a pupil, known by what is in them: the table that they make, before `onroll` or `offroll`.
_GROUPS = (
    ("fsmperiods", {"fsmstartdate"}),
    ("termlyexclusions", {"category", "startdate"}),
    ("termlysessiondetails", {"attendancereason"}),
)
_BATCH = 5_000
Rows = dict[str, list[dict[str, str]]]


def read_census(stream: BinaryIO, name: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Yield names of tables and some of their rows; raise CannotLoad for what is no census, or no XML."""
    walk = _Walk(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = walk.refuse_doctype
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.characters
    try:
        while block := stream.read(1 << 16):
            parser.Parse(block)
            if walk.held >= _BATCH:
                yield from walk.take()
        parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise CannotLoad(f"{name} is damaged XML ({problem}): export it again.") from None
    if not walk.pupils:
        raise CannotLoad(
            f"{name} holds no PupilOnRoll and no PupilNoLongerOnRoll: it is not the XML of a school census. "
            "(A common transfer file moves single pupils between schools, and is not read.)"
        )
    yield from walk.take()


class _Walk:
    """Where the parser stands, and the rows found since the last `take`."""

    def __init__(self, name: str) -> None:
        self.name, self.pupils, self.held = name, 0, 0
        self.rows: Rows = {}
        self.header: dict[str, str] = {}
        self.in_pupil = False
        self.table = ""
        self.inside: list[dict[str, str]] = []  # leaves of each open element
        self.groups: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []

    def refuse_doctype(self, *_: object) -> None:
        raise CannotLoad(f"{self.name} has a document type (DOCTYPE), which a census file does not have.")

    def start(self, tag: str, _: dict[str, str]) -> None:
        tag = tag.rpartition(" ")[2].lower()
        if tag in _PUPILS:
            self.in_pupil, self.groups, self.table = True, [], tag
            self.pupils += 1
        self.inside.append({})
        self.text.clear()

    def characters(self, text: str) -> None:
        self.text.append(text)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(" ")[2].lower()
        leaves = self.inside.pop()
        said = "".join(self.text).strip()
        self.text.clear()
        if tag in _PUPILS:
            self._keep_pupil(leaves)
        elif not self.in_pupil:
            self._read_header(tag, said)
        elif group := self._group_of(leaves):
            self.groups.append((group, leaves))
        elif leaves:
            self.inside[-1] = {**leaves, **self.inside[-1]}
        elif said:
            self.inside[-1].setdefault(tag, said)

    def _read_header(self, tag: str, said: str) -> None:
        if tag in ("lea", "estab") and said:
            self.header.setdefault(tag, said)

    @staticmethod
    def _group_of(leaves: dict[str, str]) -> str:
        return next((name for name, tags in _GROUPS if tags <= leaves.keys()), "")

    def _keep_pupil(self, leaves: dict[str, str]) -> None:
        roll = _PUPILS[self.table]
        number = str(self.pupils)
        key = {f"{self.table}tableid": f"{self.name} {number}", _ROW: number, **self.header}
        pupil = {**leaves, **key}
        # A pupil without a period of eligibility has no element for it: not eligible, which has to be said.
        if "fsmeligible" not in pupil and roll == "onroll":
            periods = [leaves for group, leaves in self.groups if group == "fsmperiods"]
            pupil["fsmeligible"] = "yes" if any("fsmenddate" not in period for period in periods) else "no"
        self._add(self.table, pupil)
        for group, held in self.groups:
            more = {name: pupil[name] for name in ("upn",) if name in pupil}
            self._add(group + roll, {**held, **more, **key})
        self.in_pupil = False

    def _add(self, table: str, row: dict[str, str]) -> None:
        self.rows.setdefault(table, []).append(row)
        self.held += 1

    def take(self) -> list[tuple[str, list[dict[str, str]]]]:
        """Return the rows found since the last time, by table."""
        taken, self.rows, self.held = list(self.rows.items()), {}, 0
        return taken

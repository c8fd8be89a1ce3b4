"""Files that somebody sent: a workbook, a JSON file, a zip or the files of a plan folder, read as one plan.

Nothing is believed: neither the names, nor the sizes that a zip states, nor that a file is what its name says.
"""

import re
import stat
import zipfile
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from lcsp.files import read_plan
from lcsp.files.folder import DESCRIPTOR, table_file_of
from lcsp.files.header_toml import FILE
from lcsp.files.reading import Reading
from lcsp.files.refusals import Problem, Refused, Remark
from lcsp.files.workbook_parts import DAMAGED, holds_macros
from lcsp.whole_plan import NOUNS

MOST_BYTES = 20_000_000  # of one file
MOST_FILES = 150  # of a folder, zipped or not
MOST_UNPACKED = 64_000_000  # bytes
MOST_RATIO = 150  # bytes unpacked for each byte packed; the figures of a plan come to about 20
KINDS = (
    "a workbook (.xlsx), a JSON file (.json), a zip of a plan folder, "
    "or the files of a plan folder (plan.toml and its CSV files)"
)
_OF_A_FOLDER = (".csv", ".toml", ".json")
_NOT_FILES = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)")
_MACROS = "holds macros, or may: they are never run here. In Excel choose Save As, Excel Workbook (.xlsx)"


def read_received(files: Mapping[str, bytes]) -> Reading:
    """Return the plan in `files`, contents by name. Raises Refused with every reason at once, by the sender's names."""
    _check_sizes(files)
    if len(files) == 1:
        name, content = next(iter(files.items()))
        return _read_one(_last_part(name), content)
    if not any(_last_part(name) in (FILE, DESCRIPTOR) for name in files):
        said = f"{len(files)} files without a {FILE}: send one plan at a time, as {KINDS}"
        raise _refusal("The files", said)
    return _read_folder("The files", files)


def _check_sizes(files: Mapping[str, bytes]) -> None:
    if not files:
        raise _refusal("The upload", f"no file was chosen: right would be {KINDS}")
    if len(files) > MOST_FILES:
        raise _refusal("The files", f"these are {len(files)} files; a plan folder has no more than {MOST_FILES}")
    large = [name for name, content in files.items() if len(content) > MOST_BYTES]
    if large or sum(map(len, files.values())) > MOST_UNPACKED:
        raise _refusal(large[0] if large else "The files", too_large())


def too_large() -> str:
    """Return what is said of a file that is larger than any plan's."""
    return f"is larger than {MOST_BYTES // 1_000_000} megabytes, which no plan is: is it the right file?"


def _read_one(name: str, content: bytes) -> Reading:
    """Return the plan in one file; what it is shows in its first bytes, and its name must not say otherwise."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in (".xlsm", ".xltm", ".xlsb", ".xlam"):
        raise _refusal(name, _MACROS)
    if ending in (".csv", ".toml"):
        said = f"is one file of a plan folder: send all of them together, {FILE} among them, or a zip of the folder"
        raise _refusal(name, said)
    if zipfile.is_zipfile(BytesIO(content)):
        parts = _parts(name, content)
        if "[Content_Types].xml" not in parts.namelist():
            return _read_folder(name, _unpack(name, parts))
        if ending not in (".xlsx", ".zip"):
            raise _refusal(name, f"is not a plan: right would be {KINDS}")
        return _read_in_folder(name, {"plan.xlsx": content}, whole=False)
    if ending in (".xlsx", ".json", ".xls"):
        return _read_in_folder(name, {f"plan{ending}": content}, whole=False)
    raise _refusal(name, f"is not a plan: right would be {KINDS}")


def _parts(name: str, content: bytes) -> zipfile.ZipFile:
    """Return the zip, looked at from outside: what it says of its size must be possible and not too much."""
    try:
        parts = zipfile.ZipFile(BytesIO(content))
    except DAMAGED as error:
        raise _refusal(name, f"is damaged ({error}): zip the folder again") from None
    entries = parts.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(content), 1000):
        raise _refusal(name, f"would unpack to {unpacked / 1e6:,.0f} megabytes, which no plan does")
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refusal(name, "is locked with a password: send it without one")
    if any(holds_macros(entry.filename) for entry in entries):
        raise _refusal(name, _MACROS)
    return parts


def _unpack(name: str, parts: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the files of a zipped folder by their names within it; nothing is written anywhere."""
    entries = [entry for entry in parts.infolist() if not entry.is_dir() and not _NOT_FILES.search(entry.filename)]
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise _refusal(name, f"holds {entry.filename!r}, which leads out of its own folder: zip the folder again")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise _refusal(name, f"holds {entry.filename!r}, which is a link and no file: zip the files themselves")
    if twice := [path for path, count in Counter(entry.filename for entry in entries).items() if count > 1]:
        raise _refusal(name, f"holds {twice[0]!r} twice, and only one of them can be meant: zip the folder again")
    if len(entries) > MOST_FILES:
        raise _refusal(name, f"holds {len(entries)} files; a plan folder has no more than {MOST_FILES}")
    heads = [entry.filename for entry in entries if _last_part(entry.filename) in (FILE, DESCRIPTOR)]
    roots = {name.rpartition("/")[0] for name in heads}
    if len(roots) != 1:
        said = f"holds no {FILE}" if not roots else f"holds {len(roots)} plans ({', '.join(sorted(roots))})"
        raise _refusal(name, f"{said}: right would be a zip of one plan folder")
    root = f"{roots.pop()}/".removeprefix("/")
    try:
        return {e.filename: parts.read(e) for e in entries if e.filename.startswith(root)}
    except DAMAGED as error:
        raise _refusal(name, f"is damaged ({error}): zip the folder again") from None


def _read_folder(name: str, files: Mapping[str, bytes]) -> Reading:
    """Return the plan in the files of a folder. A browser tells no folders: a table is known by its own name."""
    places = {_last_part(table_file_of(noun)): table_file_of(noun) for noun in NOUNS}
    found: dict[str, bytes] = {}
    remarks: list[Remark] = []
    for sent, content in files.items():
        last = _last_part(sent)
        place = places.get(last, last)
        if PurePosixPath(last).suffix.lower() not in _OF_A_FOLDER or _NOT_FILES.search(sent):
            remarks.append(Remark(sent, None, "is not a file of a plan folder and was not read"))
        elif place in found:
            raise _refusal(name, f"{last} is there twice: send the files of one plan folder")
        else:
            found[place] = content
    reading = _read_in_folder(name, found, whole=True)
    return reading._replace(remarks=(*reading.remarks, *remarks))


def _read_in_folder(name: str, files: Mapping[str, bytes], *, whole: bool) -> Reading:
    """Return the plan in `files`, put into a folder of their own for as long as they are read."""
    with TemporaryDirectory() as folder:
        for place, content in files.items():
            path = Path(folder) / place
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        try:
            return read_plan(Path(folder) if whole else path)
        except Refused as refused:
            raise Refused([_named(problem, folder, name) for problem in refused.problems]) from None


def _named(problem: Problem, folder: str, name: str) -> Problem:
    """Return `problem` in the sender's words: the folder in which the files were read is none of theirs."""
    source = problem.source.removeprefix(folder).lstrip("/\\")
    source = name if source in ("", "plan.xlsx", "plan.json", "plan.xls") else source
    return problem._replace(source=source, message=problem.message.replace(folder, name))


def _last_part(name: str) -> str:
    return re.split(r"[/\\]", name)[-1]


def _refusal(source: str, said: str) -> Refused:
    return Refused([Problem(source, None, "", said)])

"""Makes `indicators.json` of the folder of indicator definitions: `python -m lcsp.reference.compiling`."""

import json
import sys
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from lcsp.partnership.performance.definition import Definition
from lcsp.reference import COMPILED

FOLDER = Path(__file__).parent / "indicators"
_MEND = "What a definition may hold stands in README.md of the folder."


class WrongDefinition(ValueError):
    """A file is no definition: the message names the file and the field, and says how to mend it."""


def compiled_text(folder: Path = FOLDER) -> str:
    """Return the definitions as JSON, by code and in the order of the file names; days and exact numbers are text.

    Raise WrongDefinition for a file that is none, or for a code that two files share.
    """
    by_code: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.toml")):
        facts = read_file(path)
        if facts["code"] in by_code:
            raise WrongDefinition(f"{path.name}: code: {facts['code']} is the code of another file. Give it its own.")
        by_code[facts["code"]] = facts
    return json.dumps(by_code, ensure_ascii=False, indent=1, default=_as_text) + "\n"


def read_file(path: Path) -> dict[str, Any]:
    """Return the facts of one definition, checked; raise WrongDefinition where it is none."""
    try:
        facts = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise WrongDefinition(f"{path.name}: cannot be read: {problem}. Mend it there, and save it as UTF-8.") from None
    try:
        Definition.model_validate(facts)
    except ValidationError as problem:
        raise WrongDefinition("\n".join([*_told(path, problem), _MEND])) from None
    return facts


def _told(path: Path, problem: ValidationError) -> list[str]:
    """Return a line for each thing that is wrong: file, field, what."""
    lines = []
    for fault in problem.errors():
        # Lists are counted from 1, as a reader counts them.
        place = " ".join(str(step + 1) if isinstance(step, int) else step for step in fault["loc"])
        what = {"extra_forbidden": "there is no such field", "missing": "must be filled in"}.get(
            fault["type"], fault["msg"].lower()
        )
        lines.append(f"{path.name}: {place}: {what}.")
    return lines


def _as_text(value: object) -> str:
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(f"{value!r} has no place in a definition")


if __name__ == "__main__":
    try:
        COMPILED.write_text(compiled_text(), "utf-8")
    except WrongDefinition as wrong:
        sys.exit(str(wrong))

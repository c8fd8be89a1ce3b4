"""Makes `indicators.json` of the folder of indicator definitions: `python -m lcsp.reference.compiling`."""

import json
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

from lcsp.reference import COMPILED

FOLDER = Path(__file__).parent / "indicators"


def compiled_text() -> str:
    """Return the definitions as JSON, by code and in the order of the file names; days and exact numbers are text."""
    facts = [tomllib.loads(path.read_text("utf-8"), parse_float=Decimal) for path in sorted(FOLDER.glob("*.toml"))]
    by_code = {item["code"]: item for item in facts}
    return json.dumps(by_code, ensure_ascii=False, indent=1, default=_as_text) + "\n"


def _as_text(value: object) -> str:
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(f"{value!r} has no place in a definition")


if __name__ == "__main__":
    COMPILED.write_text(compiled_text(), "utf-8")

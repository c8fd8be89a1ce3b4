"""What whoever uses engines asks first: whether their libraries are installed, and where the pupil store is."""

import os
from importlib.util import find_spec
from pathlib import Path


def engines_stand() -> bool:
    """Say whether the libraries of the engines (the extra `engines`) are installed."""
    return all(find_spec(name) for name in ("duckdb", "numpy", "pyarrow"))


def pupils_folder() -> Path:
    """Return the folder of the pupil store: LCSP_PUPILS, or build/pupils."""
    return Path(os.environ.get("LCSP_PUPILS") or "build/pupils")

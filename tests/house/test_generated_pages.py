"""The generated pages of the manual are what the code says today."""

import subprocess
import sys
from pathlib import Path


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its relative name."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_reference_pages_are_fresh(root: Path, tmp_path: Path) -> None:
    for command in (["lcsp", "docs", "--to"], ["lcsp.config.environment_pages"]):
        subprocess.run([sys.executable, "-m", *command, str(tmp_path)], cwd=root, check=True, timeout=120)
    written, wanted = read_folder(root / "docs" / "reference"), read_folder(tmp_path)
    stale = sorted(name for name in written.keys() | wanted.keys() if written.get(name) != wanted.get(name))
    assert wanted
    assert not stale, f"`./run docs` writes these again: {stale}"

"""Files and folders written whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from lcsp.files.refusals import Unwritable


def write_file(content: bytes, to: Path, *, replace: bool = False) -> None:
    """Write `content` to the file `to`; a reader sees the old file or the new one, never a part.

    Raises Unwritable, and leaves all as it was, where `to` exists (unless `replace`) or the disk refuses.
    """
    if to.is_dir():
        raise Unwritable(f"{to} is a folder: name a file")
    if to.exists() and not replace:
        raise Unwritable(f"{to} exists: choose another name, or say that it may be replaced")
    with _refusals(to):
        handle, name = tempfile.mkstemp(prefix=f".{to.name}.", dir=to.parent)
        try:
            _set_mode(Path(name), to, 0o666)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(to)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def write_tree(files: Mapping[str, bytes], to: Path, *, replace: bool = False) -> Path | None:
    """Write `files` (by their names inside) as the folder `to`; return where the old folder is kept, if there was one.

    Raises Unwritable, and leaves all as it was, where `to` exists and is not empty (unless `replace`: then it is
    kept under its name with the time added) or the disk refuses.
    """
    if to.resolve() == Path.cwd():
        raise Unwritable(f"{to} is the folder you are in: name a new folder inside or beside it")
    if to.is_symlink() or (to.exists() and not to.is_dir()):
        raise Unwritable(f"{to} is not a folder: choose another name")
    with _refusals(to):
        full = to.is_dir() and any(to.iterdir())
        if full and not replace:
            raise Unwritable(f"{to} is not empty: choose another name, or say that it may be replaced")
        made = Path(tempfile.mkdtemp(prefix=f".{to.name}.", dir=to.parent))
        try:
            _fill(made, files)
            _set_mode(made, to, 0o777)
            return _put_in_place(made, to, full=full)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _put_in_place(made: Path, to: Path, *, full: bool) -> Path | None:
    """Move the folder `made` to `to`, and what stood there aside; return where that is now."""
    if not full:
        if to.is_dir():
            to.rmdir()
        made.rename(to)
        return None
    kept = _free_name(to)
    to.rename(kept)
    try:
        made.rename(to)
    except BaseException:
        kept.rename(to)
        raise
    return kept


def _free_name(to: Path) -> Path:
    """Return NAME.before-YYYYMMDD-HHMMSS in local time, with a number added where that is taken."""
    name = f"{to.name}.before-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    kept, number = to.with_name(name), 2
    while kept.exists():
        kept, number = to.with_name(f"{name}-{number}"), number + 1
    return kept


def _set_mode(made: Path, to: Path, usual: int) -> None:
    """Give `made` the permissions of what it replaces, or those that a new file or folder gets here."""
    mask = os.umask(0)
    os.umask(mask)
    made.chmod(to.stat().st_mode & 0o777 if to.exists() else usual & ~mask)


@contextmanager
def _refusals(to: Path) -> Iterator[None]:
    """Turn what the disk refuses into Unwritable."""
    try:
        yield
    except OSError as error:
        said = f"{to} cannot be written ({error.strerror or error}): nothing was changed"
        raise Unwritable(said) from None

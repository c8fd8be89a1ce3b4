"""A disk that is soon full: a small file system in memory where the machine allows one, else a limit on file sizes."""

import os
import resource
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

TMPFS, LIMIT = "a small tmpfs", "a limit on the size of files"
_NO_LIMIT = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


class SmallDisk:
    """A folder on a disk that can be filled and emptied; `how` says what it is."""

    def __init__(self, folder: Path, how: str) -> None:
        self.folder, self.how = folder, how
        self._filler = folder / "filler"
        self._limited: list[int] = []
        self.full = False

    def fill(self, processes: Iterable[int] = ()) -> None:
        """Leave no room: on the disk, or where sizes are limited in the running `processes` and later commands."""
        self.full = True
        if self.how == LIMIT:
            self._limited = list(processes)
            for process in self._limited:
                resource.prlimit(process, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
            return
        with self._filler.open("wb", buffering=0) as file:
            for size in (1_000_000, 4096, 1):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    continue

    def free(self) -> None:
        """Make room again."""
        self.full = False
        self._filler.unlink(missing_ok=True)
        for process in self._limited:
            resource.prlimit(process, resource.RLIMIT_FSIZE, _NO_LIMIT)

    def run(self, command: Sequence[str], environment: dict[str, str], cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a command for which there is as much room as there is."""
        if self.full and self.how == LIMIT:
            command = ["prlimit", "--fsize=4096", *command]
        return subprocess.run(command, env=environment, cwd=cwd, capture_output=True, text=True, check=False)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Make a disk of so many megabytes at `folder`; it goes when the block ends."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "lcsp-small-disk", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield SmallDisk(folder, TMPFS if mounted else LIMIT)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)

"""Runs a command with a PostgreSQL server of its own: `python -m tests.with_postgresql pytest …` runs the tests on it.

The server is new, listens on a socket in a temporary folder alone, and is stopped and removed when the command ends.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

HOW = "PostgreSQL is absent. On Debian and Ubuntu: apt-get install postgresql"
USER = "postgres"


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def as_server_user(command: Sequence[str | Path]) -> list[str]:
    """Return `command` as PostgreSQL's own user runs it, for the server refuses to run as root."""
    words = [str(word) for word in command]
    return [*_drop_root(), *words] if os.geteuid() == 0 else words


def _drop_root() -> list[str]:
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups"]


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a server, give its database's address, and stop it afterwards; FileNotFoundError where it is absent."""
    programs = find_programs()
    if programs is None:
        raise FileNotFoundError(HOW)
    home = Path(tempfile.mkdtemp(prefix="lcsp-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(home, USER, USER)
    data = home / "data"
    _run(programs / "initdb", "--no-sync", "--auth=trust", f"--username={USER}", "--encoding=UTF8", "-D", data)
    # No flushing: what is lost when this machine stops, nobody misses.
    options = f"-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' -k {home}"
    _run(programs / "pg_ctl", "-w", "-D", data, "-l", home / "log", "-o", options, "start")
    try:
        yield f"postgres://{USER}@/postgres?host={home}"
    finally:
        _run(programs / "pg_ctl", "-w", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def _run(*command: str | Path) -> None:
    # Not a pipe: the server would inherit it, and whoever reads it would wait for the server's end.
    subprocess.run(as_server_user(command), check=True, stdout=subprocess.DEVNULL, cwd="/")


def main(arguments: Sequence[str]) -> int:
    """Run `python -m` with `arguments` on a server of its own, and return the exit status."""
    try:
        with postgresql() as address:
            given = {**os.environ, "DATABASE_URL": address}
            return subprocess.run([sys.executable, "-m", *arguments], env=given, check=False).returncode
    except FileNotFoundError as error:
        print(f"run: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

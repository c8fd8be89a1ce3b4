"""Sites for the tests of backups: made, looked into, emptied; and backups written anew with something else in them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tests.functional.kent import Environment, own_database, run_lcsp
from tests.people_and_plans import LOCALITIES_FOLDER, ROOT

Rows = list[dict[str, Any]]
PLANS = ("examples/kent-2009-10", f"{LOCALITIES_FOLDER}/ashford-rural")


@contextmanager
def new_site(folder: Path, *, sqlite: bool = False) -> Iterator[Environment]:
    """A site with tables and nothing in them, on the database that the tests run on, or on SQLite."""
    folder.mkdir(exist_ok=True)
    given = {**os.environ, "LCSP_DEMO": "yes", "LCSP_DATA": str(folder)}
    if sqlite:
        given.pop("DATABASE_URL", None)
        must(given, "migrate")
        yield given
        return
    with own_database(given):
        must(given, "migrate")
        yield given


def must(environment: Environment, *words: str) -> str:
    """Run `lcsp`, which must succeed, and return what it prints."""
    done = run_lcsp(environment, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(environment: Environment, *words: str) -> str:
    """Run `lcsp`, which must refuse and print nothing but why; return that."""
    done = run_lcsp(environment, *words)
    assert (done.returncode, done.stdout) == (2, ""), done
    assert "Traceback" not in done.stderr
    return done.stderr


def ask(environment: Environment, code: str, *words: str) -> str:
    """Run some Python on a site, and return what it prints."""
    given = {**environment, "DJANGO_SETTINGS_MODULE": "lcsp.config.settings"}
    command = [sys.executable, "-c", f"import sys, django\ndjango.setup()\n{code}", *words]
    done = subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def tables_of(file: Path) -> dict[str, str]:
    """The sha256 of each table of a backup, without the audit log, which tells of a restore."""
    with ZipFile(file) as zipped:
        said = json.loads(zipped.read("manifest.json"))["tables"]
    return {table["name"]: table["sha256"] for table in said if "audit" not in table["name"]}


def rewrite(
    file: Path,
    new: Path,
    change: Callable[[str, Rows], Rows] = lambda _, rows: rows,
    manifest: Callable[[dict[str, Any]], None] = lambda _: None,
) -> Path:
    """Write a backup anew, as somebody would who knows its format: rows and manifest changed, checksums that fit."""
    with ZipFile(file) as old, ZipFile(new, "w") as zipped:
        said = json.loads(old.read("manifest.json"))
        for table in said["tables"]:
            member = f"tables/{table['name']}.jsonl"
            rows = change(table["name"], [json.loads(line) for line in old.read(member).splitlines()])
            content = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
            table |= {"rows": len(rows), "sha256": sha256(content).hexdigest()}
            zipped.writestr(member, content)
        manifest(said)
        zipped.writestr("manifest.json", json.dumps(said))
    return new

"""Make a demonstration site: the plans that are named, and a made-up person for each role; then run it.

Everything is made anew in the folder of the site, at every start: fresh random passwords, printed here. Local plans are
taken in after the county plan that they build on. The first plan is published, and a second process makes its
documents. Made-up pupils of its county are counted (with the extra `engines`), so that analysts see figures at once.
Refused unless LCSP_DEMO=yes. Exit status: 0 stopped, 2 refused.
"""

import os
import secrets
import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lcsp.config.commands.preparing import make_tables, prepare_site
from lcsp.config.commands.serve_command import HOST, PORT, serve

if TYPE_CHECKING:
    from lcsp.actions.demo_people import DemoPerson
    from lcsp.vocabulary.actors import Actor

FIRST_EDITION = "First edition"


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("plans", nargs="+", type=Path, help="plan folders, the county's first")
    parser.add_argument("--port", type=int, default=PORT, help=f"port to listen on (default: {PORT})")
    parser.add_argument(
        "--pupils", type=int, metavar="NUMBER", help="how many made-up people (all that the plan counts; 0: none)"
    )
    parser.add_argument("--no-serve", action="store_true", help="make the site, and do not run it")


def run(options: Namespace) -> int:
    """Make the site and run it; return the exit status."""
    # The workers are processes of their own: they must sign sessions with the same key.
    os.environ.setdefault("LCSP_SECRET_KEY", secrets.token_urlsafe(50))
    if not prepare_site():
        return 2
    from lcsp.actions.demo_people import OnlyInDemo, demo_text

    try:
        people = _make_site(options.plans)
    except OnlyInDemo as error:
        print(f"lcsp: {error}", file=sys.stderr)
        return 2
    _make_pupils(options.plans[0], options.pupils)
    address = f"http://localhost:{options.port}/"
    print(demo_text(people, address), flush=True)
    if not options.no_serve:
        print(f"\nThe site runs at {address} (Ctrl-C stops it).", flush=True)
        with _worker():
            serve(HOST, options.port, workers=2)
    return 0


@contextmanager
def _worker() -> Iterator[None]:
    """Make documents in the background, in a process of its own that ends with this one."""
    worker = subprocess.Popen([sys.executable, "-m", "lcsp", "work"])
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def _make_site(folders: list[Path]) -> "list[DemoPerson]":
    """Make tables, people and plans in an empty database, and return the people."""
    from django.conf import settings

    from lcsp.actions.demo_people import OnlyInDemo, make_demo_people
    from lcsp.actions.plans import import_plan
    from lcsp.files import read_plan
    from lcsp.files.county import read_county_of
    from lcsp.store.models import Account
    from lcsp.store.plans import locality_in
    from lcsp.vocabulary.actors import Role

    if not settings.DEMO:
        raise OnlyInDemo("a demonstration is made with LCSP_DEMO=yes; never set that in production")
    _start_anew(settings.DATABASES["default"])
    make_tables()
    plans = [read_county_of(read_plan(folder), folder).plan for folder in folders]
    people = make_demo_people([area for plan in plans if (area := locality_in(plan))])
    planner = next(person.email for person in people if person.role is Role.COUNTY_PLANNER)
    actor = Account.objects.get(email=planner).actor
    for plan in plans:
        import_plan(by=actor, plan=plan, why="Taken in for the demonstration")
    _publish(plans[0].header.code, actor, people)
    return people


def _publish(plan: str, planner: "Actor", people: "list[DemoPerson]") -> None:
    """Bring the first plan through review and approval, so that the public has something to read."""
    from lcsp.actions.editions import make_edition
    from lcsp.actions.records import Unsaved
    from lcsp.actions.reviews import approve, send_for_review
    from lcsp.store.models import Account
    from lcsp.vocabulary.actors import Role

    approver = Account.objects.get(email=next(p.email for p in people if p.role is Role.APPROVER)).actor
    try:
        send_for_review(by=planner, plan=plan, base=1, why="To be looked at for the demonstration")
        approve(by=approver, plan=plan, base=1, why="Approved for the demonstration")
        make_edition(by=approver, plan=plan, name=FIRST_EDITION, why="Published for the demonstration", base=1)
    except Unsaved as reason:  # a plan of one's own may have errors: it is shown in the workspace all the same
        print(f"{plan} is not published: {reason}", file=sys.stderr)


def _make_pupils(plan: Path, number: int | None) -> None:
    """Make pupils of the county and compute its indicators; the site reads them in the demonstration's own folder.

    The workers get the folder by their environment. Where it cannot be done the site runs, and its pages say why.
    """
    from lcsp.config.environment import read_environment
    from lcsp.engines.wanted import engines_stand

    folder = read_environment().data / "pupils"
    os.environ["LCSP_PUPILS"] = str(folder)
    shutil.rmtree(folder, ignore_errors=True)
    if number == 0 or not engines_stand():
        return
    print("Making up the county's pupils, and counting them (about ten seconds).", flush=True)
    people = [] if number is None else ["--people", str(number)]
    for words in (("synth", str(plan), "--to", str(folder), *people), ("measure", str(plan), "--pupils", str(folder))):
        command = [sys.executable, "-m", "lcsp", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
        if done.returncode:
            print(f"There are no computed indicators: {done.stderr.strip()}", file=sys.stderr)
            return


def _start_anew(database: dict[str, str]) -> None:
    """Remove the SQLite file of an earlier demonstration; on another database its owner decides."""
    if database["ENGINE"].endswith("sqlite3"):
        for ending in ("", "-wal", "-shm"):
            Path(f"{database['NAME']}{ending}").unlink(missing_ok=True)

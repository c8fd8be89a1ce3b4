"""What is well and what is wrong with the machine, the database and what is kept there, judged from facts."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from lcsp.config.doctor.judgement import Judgement, note, well, wrong

LEAST_ROOM = 1024**3  # bytes
# The oldest PostgreSQL on which lcsp is tried, and the oldest SQLite that Django takes.
OLDEST = {"postgresql": (15,), "sqlite": (3, 31)}
NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
LONGEST_WAIT = timedelta(minutes=15)
WRONG_CLOCK = timedelta(minutes=1)  # a second factor's code is right for half of that


def judge_folder(folder: Path, *, mode: int | None, writable: bool, demo: bool = False) -> Judgement:
    """Judge the folder of the SQLite database; `mode` is None where there is none."""
    place = "LCSP_DATA"
    if mode is None:
        return wrong(place, f"there is no folder {folder}", f"mkdir -m 750 {folder}, and give it to the site's user")
    if not writable:
        return wrong(place, f"{folder} cannot be written to by this user", "give it to the user that runs the site")
    if mode & 0o007:
        judge = note if demo else wrong
        return judge(place, f"anybody on this machine may look into {folder}", f"chmod o= {folder}")
    return well(place, f"{folder}, for its owner and group alone")


def judge_room(folder: Path, free: int) -> Judgement:
    """Judge the room that is left on a disk, in bytes."""
    said = f"{free / 1e9:,.1f} GB free at {folder}"
    if free < LEAST_ROOM:
        return wrong("disk", said, "make room: a full disk refuses every change")
    return well("disk", said)


def judge_version(vendor: str, version: Sequence[int]) -> Judgement:
    """Judge the version of the database."""
    said = f"{NAMES[vendor]} {'.'.join(map(str, version))}"
    oldest = OLDEST[vendor]
    if tuple(version) < oldest:
        return wrong("database", f"{said} is too old", f"install {NAMES[vendor]} {'.'.join(map(str, oldest))} or newer")
    return well("database", f"answers: {said}")


def judge_tables(missing: Sequence[str]) -> Judgement:
    """Judge whether the tables have taken every step that this lcsp knows."""
    if missing:
        return wrong("tables", f"{len(missing)} steps are not taken, such as {missing[0]}", "lcsp migrate")
    return well("tables", "up to date")


def judge_guards(expected: Collection[str], found: Collection[str]) -> Judgement:
    """Judge the triggers with which the database itself refuses changes of what is written once, by table."""
    if lost := sorted(set(expected) - set(found)):
        says = f"the database would let rows of {', '.join(lost)} be changed: a trigger is gone or switched off"
        return wrong(
            "guards", says, "run lcsp audit verify, ask who took it away, and restore a backup into a new database"
        )
    return well("guards", f"{len(expected)} tables cannot be changed behind the site's back")


def judge_log(entries: int, faults: Sequence[str]) -> Judgement:
    """Judge the end of the audit log."""
    if faults:
        return wrong(
            "audit log", faults[0], "lcsp audit verify says all; keep the database as it is, and ask the auditor"
        )
    return well("audit log", f"{entries} entries, its end whole (lcsp audit verify looks at all of it)")


def judge_administrators(administrators: int, with_factor: int, *, sign_on: bool) -> Judgement:
    """Judge whether somebody can administer the site; roles that can change people need a second factor."""
    place = "administrators"
    if administrators == 0:
        return wrong(place, "there is none", "lcsp administrator EMAIL NAME")
    if with_factor == 0 and not sign_on:
        return wrong(place, "none has a second factor yet", "sign in as one and set it up: the site leads there")
    said = f"{administrators}, {with_factor} of them with a second factor"
    if administrators == 1:
        return note(place, f"{said}: nobody can let them in again", "give a second person the role")
    return well(place, said)


def judge_looks(absent: Sequence[str]) -> Judgement:
    """Judge the files that browsers fetch."""
    if absent:
        return wrong(
            "static files",
            f"{', '.join(absent)} missing",
            "install a wheel, or run python assets/fetch.py in the checkout",
        )
    return well("static files", "there")


def judge_reach(place: str, address: str, trouble: str) -> Judgement:
    """Judge a server that the site needs; `trouble` says why it could not be reached, blank where it could."""
    if trouble:
        return wrong(place, f"{address}: {trouble}", f"correct {place}, or have the network let this machine reach it")
    return well(place, f"{address} answers")


def judge_clock(now: datetime, last_entry: datetime | None, database: datetime | None) -> Judgement:
    """Judge this machine's clock by the newest entry of the audit log and by the clock of the database's machine."""
    mend = "set the clock, and keep it right (timedatectl set-ntp true)"
    if last_entry and last_entry - now > WRONG_CLOCK:
        return wrong(
            "clock", f"is {now:%Y-%m-%d %H:%M} UTC, and something was written at {last_entry:%Y-%m-%d %H:%M}", mend
        )
    if database and abs(database - now) > WRONG_CLOCK:
        return wrong("clock", f"is {(database - now).total_seconds():+.0f} seconds away from the database's", mend)
    return well("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def judge_tasks(waiting: int, oldest: timedelta | None, failed: int) -> Judgement:
    """Judge the work in the background: how many tasks wait, the first of them since when, and how many have failed."""
    place = "background work"
    if oldest and oldest > LONGEST_WAIT:
        minutes = oldest.total_seconds() // 60
        says = f"{waiting} waiting, one for {minutes:,.0f} minutes: no worker is running"
        return wrong(place, says, "start lcsp work, as the installation page says")
    if failed:
        return note(place, f"{failed} failed in the last week", "the log of the worker says why")
    return well(place, f"{waiting} waiting")

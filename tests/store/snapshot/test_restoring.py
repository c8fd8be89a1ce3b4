"""The restore drill: a site is had again, on the same database and on the other; or refused, and nothing is done."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.functional.kent import Environment
from tests.store.snapshot.sites import Rows, ask, must, new_site, refused, rewrite, tables_of
from tests.with_postgresql import HOW, find_programs, postgresql

_NEXT = """
from lcsp.actions.records import change_record
from lcsp.partnership.governance import Risk
from lcsp.store.changes import Change
from lcsp.store.models import Account, AuditEntry
from lcsp.store.plans import load_plan
from tests.people_and_plans import KENT
by = Account.objects.filter(grants__role="county planner")[0].actor
change = Change("risk", "", Risk(code="new", title="Something may go wrong"))
change_record(by=by, plan=KENT, change=change, base=load_plan(KENT).number, why="seen")
entry = AuditEntry.objects.filter(action="restore backup").latest("number")
print(load_plan(KENT).number, entry.by, entry.subject)
"""


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Environment]:
    """A site with tables and nothing in them."""
    with new_site(tmp_path / "empty") as environment:
        yield environment


def test_what_is_restored_is_what_was_there(empty_site: Environment, backup: Path, tmp_path: Path) -> None:
    said = must(empty_site, "restore", str(backup))
    assert "every revision and every edition" in said
    must(empty_site, "backup", str(tmp_path / "again.zip"))
    assert tables_of(tmp_path / "again.zip") == tables_of(backup)
    assert "is whole" in must(empty_site, "audit", "verify")
    number, by, subject = ask(empty_site, _NEXT).split(maxsplit=2)
    assert (int(number) > 1, by) == (True, "None"), "the restored site is worked on"
    assert subject.startswith("backup of 20")
    must(empty_site, "audit", "verify")


def test_a_database_with_something_in_it_is_left_alone(full_site: Environment, backup: Path) -> None:
    before = must(full_site, "audit", "head")
    said = refused(full_site, "restore", str(backup))
    assert "is not empty" in said
    assert "run `lcsp migrate` first" in said
    assert must(full_site, "audit", "head") == before


def test_a_database_without_tables_is_named(backup: Path, tmp_path: Path) -> None:
    with new_site(tmp_path / "site", sqlite=True) as environment:
        (tmp_path / "site/lcsp.sqlite3").unlink()
        assert "has no tables: run `lcsp migrate`" in refused(environment, "restore", str(backup))


def _in(table: str, **cells: Any) -> Callable[[str, Rows], Rows]:
    """Say other cells in the last row of a table."""
    return lambda name, rows: [*rows[:-1], {**rows[-1], **cells}] if name == table else rows


def _without(table: str) -> Callable[[str, Rows], Rows]:
    return lambda name, rows: rows[:-1] if name == table else rows


def _other_tables(said: dict[str, Any]) -> None:
    said |= {"lcsp": "9.9", "migrations": [*said["migrations"], "store.0099_later"]}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (_in("store_version", body='{"code":"slipped in"}'), "is not as it was written"),
        (_in("store_edition", why="Another reason", export="AAAA"), "is not as it was made"),
        (_in("store_auditentry", action="nothing"), "was changed after it was written"),
        (_without("store_auditentry"), "its end was cut off"),
        (_without("store_revision"), "refers to one that is not there|is in the log and is gone"),
        (_in("store_grant", account_id=4711), "refers to one that is not there"),
        (_in("store_account", email="ANN@EXAMPLE.ORG"), "a row of store_account cannot be kept"),
        (_in("store_account", more="x"), "has other columns than its table"),
        (_in("store_revision", at="soon"), "a row of store_revision cannot be kept"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_log_does_not_vouch_for_is_refused(
    empty_site: Environment, backup: Path, tmp_path: Path, change: Callable[[str, Rows], Rows], complaint: str
) -> None:
    """Altered by somebody who made the checksums fit: the audit log notices, and nothing is kept."""
    said = refused(empty_site, "restore", str(rewrite(backup, tmp_path / "altered.zip", change)))
    assert re.search(complaint, said), said
    assert "othing was restored" in said
    assert ask(empty_site, "from lcsp.store.models import Account\nprint(Account.objects.count())").strip() == "0"


def test_one_of_other_tables_says_which_lcsp_reads_it(empty_site: Environment, backup: Path, tmp_path: Path) -> None:
    said = refused(empty_site, "restore", str(rewrite(backup, tmp_path / "other.zip", manifest=_other_tables)))
    assert "store.0099_later" in said
    assert "restore it with lcsp 9.9" in said


@pytest.mark.slow
def test_a_site_moves_from_sqlite_to_postgresql_and_back(tmp_path: Path, backup: Path) -> None:
    """The tables are the same on the way there and back, bytes of editions included."""
    if find_programs() is None:
        pytest.fail(HOW, pytrace=False)
    with postgresql() as address, new_site(tmp_path / "lite", sqlite=True) as lite:
        for name, given in (("there", {**lite, "DATABASE_URL": address}), ("back", lite)):
            must(given, "migrate")
            must(given, "restore", str(backup if name == "there" else tmp_path / "there.zip"))
            must(given, "backup", str(tmp_path / f"{name}.zip"))
            assert tables_of(tmp_path / f"{name}.zip") == tables_of(backup)
            ask(given, _NEXT)
            assert "is whole" in must(given, "audit", "verify")

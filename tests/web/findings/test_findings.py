"""The pages of findings: counts that are those of the rules, accepting, renewing, withdrawing, and the rule book."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from lcsp.actions.records import change_record
from lcsp.checks import RULES, run
from lcsp.checks.listing import find_listed, list_findings, outcome_of
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.governance import Post
from lcsp.store.changes import Change
from lcsp.store.plans import kept, load_plan
from lcsp.web.findings.asked import ACCEPTED, Asked, count_by_room, read_asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_kept(db: None) -> None:
    """Revisions of a test that was rolled back are not known to the next."""
    kept.forget()


def page(client: Client, code: str, rest: str = "") -> str:
    """Return the text of a page of findings."""
    return client.get(f"/workspace/plans/{code}/findings{rest or '/'}").content.decode()


@pytest.fixture
def broken(kent_site: str, people: Any) -> str:
    """Kent with a budget line that does not cast."""
    line = load_plan(kent_site).plan.all(BudgetLine)[0]
    broken = line.model_copy(update={"employee": (line.employee or 0) + 1000})
    change_record(
        by=people["county planner"].actor,
        plan=kent_site,
        change=Change("budget_line", line.key, broken),
        base=1,
        why="Broken on purpose",
    )
    return kent_site


def test_counts_and_lists_are_those_of_the_rules(kent_site: str) -> None:
    plan = load_plan(kent_site).plan
    outcome, listed = run(plan), list_findings(plan)
    assert len(listed) == len(outcome.findings) + len(outcome.accepted)
    counted = [counts for _, counts in count_by_room(listed)]
    assert sum(sum(counts.values()) for counts in counted) == len(listed)
    assert sum(counts[ACCEPTED] for counts in counted) == len(outcome.accepted)
    assert outcome_of(plan) is outcome_of(plan)
    for one in listed:
        assert find_listed(plan, one.fingerprint) == one


def test_what_is_asked_for_narrows_the_list_and_its_files(kent_site: str, signed_in: Any) -> None:
    reader = signed_in("reader")
    asked = read_asked({"room": "finance", "state": ACCEPTED, "level": "nonsense"})
    assert asked == Asked(room="finance", state=ACCEPTED)
    expected = [one for one in list_findings(load_plan(kent_site).plan) if asked.fits(one)]
    assert f"{len(expected)} of " in page(reader, kent_site, "/?room=finance&state=accepted")
    rows = list(csv.reader(StringIO(page(reader, kent_site, ".csv?room=finance&state=accepted").lstrip("\ufeff"))))
    assert len(rows) == len(expected) + 1
    assert {row[2] for row in rows[1:]} == {"finance"}
    book = reader.get(f"/workspace/plans/{kent_site}/findings.xlsx")
    assert book.content.startswith(b"PK")
    assert "Accept with a reason" not in page(reader, kent_site)


def test_a_finding_is_accepted_renewed_and_withdrawn(broken: str, signed_in: Any) -> None:
    approver, plan = signed_in("approver"), load_plan(broken).plan
    one = next(one for one in list_findings(plan) if not one.acceptance and one.finding.code == "FIN-01")
    where = f"/workspace/plans/{broken}/findings/{one.fingerprint}/"
    post = plan.whole_of(Post)[0].code
    sent = {"do": "accept", "base": 2, "reason": "It is so", "accepted_by": post, "until": "31 December 2999"}
    for wrong, said in (
        ({"reason": " "}, "Say why"),
        ({"accepted_by": "nobody"}, "Choose the post"),
        ({"until": "soon"}, "Give the last day"),
        ({"until": "1 April 2009"}, "is past"),
    ):
        answer = approver.post(where, {**sent, **wrong})
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert approver.post(where, sent).status_code == 302
    accepted = find_listed(load_plan(broken).plan, one.fingerprint)
    assert accepted is not None
    assert accepted.acceptance is not None
    assert accepted.acceptance.reason == "It is so"
    assert approver.post(where, {**sent, "base": 3, "reason": "Still so"}).status_code == 302
    assert "Still so" in page(approver, broken, f"/?state={ACCEPTED}")
    assert approver.post(where, {"do": "withdraw", "base": 4, "why": ""}).status_code == 422
    assert approver.post(where, {"do": "withdraw", "base": 4, "why": "It is not so"}).status_code == 302
    assert find_listed(load_plan(broken).plan, one.fingerprint) == one
    assert approver.post(where, {"do": "withdraw", "base": 5, "why": "Again"}).status_code == 422


def test_a_reader_sees_a_finding_and_accepts_none(kent_site: str, signed_in: Any) -> None:
    reader, one = signed_in("reader"), list_findings(load_plan(kent_site).plan)[0]
    where = f"/workspace/plans/{kent_site}/findings/{one.fingerprint}/"
    assert one.finding.code in reader.get(where).content.decode()
    assert reader.post(where, {"do": "accept"}).status_code == 403
    assert reader.get(f"/workspace/plans/{kent_site}/findings/000000000000/").status_code == 404


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_its_page(signed_in: Any, rule: Any) -> None:
    answer = signed_in("reader").get(f"/workspace/rules/{rule.code}/")
    assert answer.status_code == 200
    assert "An example that fails" in answer.content.decode()


def test_the_rule_book_lists_every_rule(signed_in: Any) -> None:
    reader = signed_in("reader")
    text = reader.get("/workspace/rules/").content.decode()
    assert all(f"/workspace/rules/{rule.code}/" in text for rule in RULES)
    assert reader.get("/workspace/rules/XYZ-99/").status_code == 404

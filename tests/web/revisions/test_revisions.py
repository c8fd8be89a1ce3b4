"""The pages of revisions: paged, told record by record, compared, looked back to, and put back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from lcsp.actions.records import change_record
from lcsp.partnership.plan import KeyAction
from lcsp.store.changes import Change
from lcsp.store.plans import kept, load_plan
from lcsp.store.revisions import count_changes, find_latest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_kept(db: None) -> None:
    """Revisions of a test that was rolled back are not known to the next."""
    kept.forget()


@pytest.fixture
def changed(kent_site: str, people: Any) -> str:
    """Kent with 60 revisions, each of one title of the action 4."""
    action = load_plan(kent_site).plan.find(KeyAction, "4")
    assert action is not None
    for number in range(1, 60):
        change = Change("key_action", "4", action.model_copy(update={"title": f"Title {number}"}))
        change_record(
            by=people["county planner"].actor, plan=kent_site, change=change, base=number, why=f"Step {number}"
        )
    return kent_site


def get(client: Client, code: str, rest: str = "") -> Any:
    """Return the answer of a page of revisions."""
    return client.get(f"/workspace/plans/{code}/revisions/{rest}")


def test_revisions_come_in_pages_the_newest_first(changed: str, signed_in: Any) -> None:
    reader = signed_in("reader")
    first, second = (get(reader, changed, f"?page={page}").content.decode() for page in (1, 2))
    assert "Step 59" in first
    assert first.index("Step 59") < first.index("Step 58")
    assert "Step 5<" not in first
    assert "Step 5<" in second
    assert count_changes(changed, [2, 60]) == {2: 1, 60: 1}
    assert find_latest(changed, 50)["key_action", "4"].number == 60


def test_a_revision_and_a_difference_are_told_record_by_record(changed: str, signed_in: Any) -> None:
    reader = signed_in("reader")
    text = get(reader, changed, "3/").content.decode()
    assert "“Title 1” → “Title 2”" in text
    assert "/plan/key_action/4/?at=3" in text
    assert "Prepare putting it back" not in text
    between = get(reader, changed, "2/60/").content.decode()
    assert "“Title 1” → “Title 59”" in between
    assert "“Title 59” → “Title 1”" in get(reader, changed, "60/2/").content.decode()
    assert "Nothing differs" in get(reader, changed, "5/5/").content.decode()
    for absent in ("99/", "1/99/", "0/"):
        assert get(reader, changed, absent).status_code == 404


def test_the_forms_lead_on(changed: str, signed_in: Any) -> None:
    reader = signed_in("reader")
    assert get(reader, changed, "?from=2&to=60").headers["Location"].endswith("/revisions/2/60/")
    assert get(reader, changed, "?from=0&to=60").status_code == 422
    today = date.today()
    assert "revisions/60/" in get(reader, changed, f"?on={today.isoformat()}").content.decode()
    before = get(reader, changed, f"?on={(today - timedelta(days=2)).isoformat()}")
    assert before.status_code == 422
    assert "was not there yet" in before.content.decode()
    assert "is not a day" in get(reader, changed, "?on=someday").content.decode()


def test_a_revision_is_put_back_after_a_look(changed: str, signed_in: Any) -> None:
    planner = signed_in("county planner")
    assert "Prepare putting it back" in get(planner, changed, "60/").content.decode()
    answer = planner.post(f"/workspace/plans/{changed}/revisions/60/put-back/")
    page = planner.get(answer.headers["Location"]).content.decode()
    assert "“Title 59” → “Title 58”" in page
    assert planner.post(f"/workspace/plans/{changed}/revisions/1/put-back/").headers["Location"].endswith("/1/")
    assert signed_in("approver").post(f"/workspace/plans/{changed}/revisions/60/put-back/").status_code == 403

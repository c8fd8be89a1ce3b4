"""Pages kept ready: they are as if made anew, and nothing of one person reaches another."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse
from tests.people_and_plans import KENT, OTHER_LOCALITY, OWN_LOCALITY, local_code

from lcsp.actions.records import change_record
from lcsp.partnership.governance import Risk
from lcsp.partnership.plan import KeyAction
from lcsp.store.changes import Change
from lcsp.store.models import Account, Grant
from lcsp.store.plans import load_plan
from lcsp.vocabulary.actors import Role
from lcsp.web import kept_pages
from lcsp.web.kept_pages import FORM_MARK, NAME_MARK, shelf
from lcsp.web.urls import urlpatterns

pytestmark = pytest.mark.django_db
PLACES = {
    "room": "plan",
    "plural": "key_actions",
    "noun": "key_action",
}


@pytest.fixture(autouse=True)
def empty_shelf() -> Iterator[None]:
    shelf.forget()
    yield
    shelf.forget()


def kept_addresses(plan: str, section: str = "") -> list[str]:
    """The address of every page that is kept, about `plan` where it is about one."""
    action = load_plan(plan).plan.all(KeyAction)[0].key
    found = []
    places = {**PLACES, "plan": plan, "key": action, "section": section}
    for pattern in urlpatterns:
        view = getattr(pattern, "callback", None)
        if isinstance(pattern, URLPattern) and is_kept(view):
            given = {name: places[name] for name in pattern.pattern.converters}
            found.append(reverse(f"workspace:{pattern.name}", kwargs=given))
    return found


def is_kept(view: object) -> bool:
    while view is not None:
        if getattr(view, "keeps_pages", False):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def without_token(response: Any) -> str:
    """A page without the token of its forms, which is another every time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def fresh(client: Client, address: str) -> str:
    shelf.forget()
    return without_token(client.get(address))


def test_some_pages_are_kept(kent_site: str) -> None:
    assert len(kept_addresses(kent_site, "any")) >= 5


@pytest.mark.parametrize("area", [None, OWN_LOCALITY, OTHER_LOCALITY])
def test_a_kept_page_is_the_one_that_would_be_made_for_this_person(signed_in, people, area) -> None:  # type: ignore[no-untyped-def]
    """Everybody sees what was made for them, whoever came before: roles, names, rights to change."""
    plan = local_code(area) if area else KENT
    second = Account.objects.create(email="second@example.org", name="A second <planner>")
    Grant.objects.create(account=second, role=Role.COUNTY_PLANNER)
    people["second"] = second
    clients = [signed_in(role) for role in (*map(str, Role), "second")]
    contents = clients[0].get(f"/workspace/plans/{plan}/").content.decode()
    section = re.findall(r"/contents/([^/\"?]+)/", contents)[-1]
    for address in kept_addresses(plan, section):
        assert clients[0].get(address).status_code == 200, address
        made = [fresh(client, address) for client in clients]
        shelf.forget()
        for order in (clients, clients[::-1]):
            kept = {client: without_token(client.get(address)) for client in order}
            assert [kept[client] for client in clients] == made, address
        assert all("kept-page-" not in page for page in made), address
        assert "A second &lt;planner&gt;" in made[-1], address
        assert all("A second" not in page for page in made[:-1]), address


def test_two_people_with_the_same_rights_share_a_page_and_not_a_token(signed_in, kent_site: str) -> None:  # type: ignore[no-untyped-def]
    address = f"/workspace/plans/{kent_site}/governance/risks/"
    first, second = signed_in("finance"), signed_in("finance")
    pages = [client.get(address).content.decode() for client in (first, second)]
    tokens = [page.split('csrfmiddlewaretoken" value="')[1].split('"')[0] for page in pages]
    assert tokens[0] != tokens[1]
    assert all(mark not in page for mark in (FORM_MARK, NAME_MARK) for page in pages)
    signed_out = first.post("/account/sign-out/", {"csrfmiddlewaretoken": tokens[0]})
    assert signed_out.status_code == 302


def test_a_change_of_any_plan_shows_at_once(signed_in, people, kent_site: str) -> None:  # type: ignore[no-untyped-def]
    client, address = signed_in("reader"), f"/workspace/plans/{local_code(OWN_LOCALITY)}/governance/risks/"
    client.get(address)
    risk = load_plan(local_code(OWN_LOCALITY)).plan.all(Risk)[0]
    change = Change("risk", risk.key, risk.model_copy(update={"title": "Quite another risk"}))
    code = local_code(OWN_LOCALITY)
    change_record(by=people["county planner"].actor, plan=code, change=change, base=1, why="test")
    assert "Quite another risk" in client.get(address).content.decode()


def test_a_role_taken_away_shows_at_once(signed_in, people, kent_site: str) -> None:  # type: ignore[no-untyped-def]
    client, address = signed_in("county planner"), f"/workspace/plans/{kent_site}/governance/risks/"
    add = f"{address}add/"
    assert add in client.get(address).content.decode()
    Grant.objects.filter(account=people["county planner"]).update(role=Role.READER)
    assert add not in client.get(address).content.decode()


def test_what_is_not_found_is_said_to_this_person(signed_in, people, kent_site: str) -> None:  # type: ignore[no-untyped-def]
    response = signed_in("county planner").get(f"/workspace/plans/{KENT}/plan/objective/none/")
    assert response.status_code == 404
    said = response.content.decode()
    assert NAME_MARK not in said
    assert FORM_MARK not in said
    assert people["county planner"].name in said
    assert 'name="csrfmiddlewaretoken"' in said


def test_who_is_not_signed_in_gets_nothing_that_is_kept(signed_in, kent_site: str) -> None:  # type: ignore[no-untyped-def]
    address = f"/workspace/plans/{kent_site}/governance/risks/"
    signed_in("reader").get(address)
    assert Client().get(address).status_code == 302


def test_pages_are_let_go_of_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_pages, "MOST_BYTES", 100)
    page = kept_pages._take_apart(HttpResponse(b"x" * 40))
    for number in range(5):
        shelf.keep(number, page)
    assert [shelf.find(number) is not None for number in range(5)] == [False, False, False, True, True]


def test_a_page_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.keep("page", kept_pages._take_apart(HttpResponse(b"x")))
    assert shelf.find("page") is not None
    monkeypatch.setattr(kept_pages, "LONGEST_KEPT", -1)
    assert shelf.find("page") is None

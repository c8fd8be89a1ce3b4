"""Every address of the site, asked by every role in every kind of plan, answers as the table of permissions says.

To add an address: give its page a door (`lcsp.web.doors.door`), and write a line in `NEEDS` that says which action a
look at it needs (GET), and which a form sent to it (POST; None where it takes none). The line is written from what
the page does, not copied from its door: the test compares the two. `ROOM` stands for changing the room that the address
names. A new kind of part in an address (`<…>`) gets a line in `parts_of`. Addresses of signing in have no door, since
allauth guards them: they are listed in `ANYBODY` and `WHOEVER_IS_SIGNED_IN`.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.people_and_plans import KENT, OTHER_LOCALITY, OWN_LOCALITY, local_code, publish

from lcsp.store.models import Account
from lcsp.store.plans import load_plan
from lcsp.vocabulary.actors import PERMITTED, Action, Role, Scope, change_action
from lcsp.web.public.sheets import tables_of
from lcsp.whole_plan import NOUNS

ROOM = "the room that the address names"
Needed = Action | str | None
SignedIn = Callable[[str], Client]

# Name of the address in the workspace: what a look at it needs, and what a form sent to it needs.
NEEDS: dict[str, tuple[Needed, Needed]] = {
    "account": (Action.SIGN_IN, None),
    "tokens": (Action.SIGN_IN, Action.SIGN_IN),
    "accounts": (Action.MANAGE_ACCOUNTS, None),
    "account_add": (Action.MANAGE_ACCOUNTS, Action.MANAGE_ACCOUNTS),
    "account_of": (Action.MANAGE_ACCOUNTS, Action.MANAGE_ACCOUNTS),
    "account_edit": (Action.MANAGE_ACCOUNTS, Action.MANAGE_ACCOUNTS),
    "audit": (Action.READ_AUDIT, Action.READ_AUDIT),
    "home": (Action.READ, None),
    "search": (Action.READ, None),
    "plans": (Action.READ, None),
    "plan": (Action.READ, None),
    "section": (Action.READ, None),
    "thread": (Action.READ, None),
    "thread_of": (Action.READ, None),
    "rules": (Action.READ, None),
    "rule": (Action.READ, None),
    "findings": (Action.READ, None),
    "findings_csv": (Action.DOWNLOAD, None),
    "findings_xlsx": (Action.DOWNLOAD, None),
    "finding": (Action.READ, Action.ACCEPT_FINDING),
    "measured": (Action.MEASURE, None),
    "measured_indicator": (Action.MEASURE, None),
    "revisions": (Action.READ, None),
    "revision": (Action.READ, None),
    "revisions_between": (Action.READ, None),
    "revision_put_back": (None, Action.UPLOAD),
    "review": (Action.READ, None),
    "review_send": (None, Action.SEND_FOR_REVIEW),
    "review_take_back": (None, Action.SEND_FOR_REVIEW),
    "review_send_back": (None, Action.APPROVE),
    "review_approve": (None, Action.APPROVE),
    "review_comment": (None, Action.COMMENT),
    "comment_answer": (None, Action.COMMENT),
    "editions": (Action.READ, Action.MAKE_EDITION),
    "edition": (Action.READ, None),
    "documents_again": (None, Action.MAKE_EDITION),
    "edition_download": (Action.DOWNLOAD, None),
    "download": (Action.DOWNLOAD, None),
    "upload": (Action.DOWNLOAD, Action.UPLOAD),
    "upload_waiting": (Action.UPLOAD, Action.UPLOAD),
    "plan_add": (Action.UPLOAD, Action.UPLOAD),
    "plan_add_waiting": (Action.UPLOAD, Action.UPLOAD),
    "room": (Action.READ, None),
    "list": (Action.READ, None),
    "list_csv": (Action.DOWNLOAD, None),
    "list_xlsx": (Action.DOWNLOAD, None),
    "add": (ROOM, ROOM),
    "add_check": (None, ROOM),
    "record": (Action.READ, None),
    "record_edit": (ROOM, ROOM),
    "record_check": (None, ROOM),
    "record_history": (Action.READ, None),
    "record_remove": (ROOM, ROOM),
}
# Signing in, and what somebody needs who cannot.
ANYBODY = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "demo_codes",
    "health",
    "openapi",
}
# Whoever has the address, which holds a secret; tests/api/test_calendars.py asks for it.
BY_SECRET = {"deadlines"}
# One's own account, whatever one's roles.
WHOEVER_IS_SIGNED_IN = {
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "usersessions_list",
}
# What is published, for everybody.
PUBLISHED = {
    *("front", "published_plans", "feed", "robots", "sitemap", "accessibility", "privacy", "document", "edition_file"),
    *("published_editions", "editions_feed", "api"),
    *(
        f"{of}_{page}"
        for of in ("published", "edition")
        for page in ("plan", "section", "tables", "table", "table_csv", "records", "changes", "documents")
    ),
}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
# What each plan's locality is to the locality manager of the tests; the county's plan has none.
PLANS = {"county": None, "own": OWN_LOCALITY, "other": OTHER_LOCALITY}


class Page(NamedTuple):
    """An address: the namespace and name, the names of its parts, and the page behind it."""

    namespace: str
    name: str
    parts: tuple[str, ...]
    view: Any


def pages_below(resolver: URLResolver | Any, namespace: str = "", parts: tuple[str, ...] = ()) -> Iterator[Page]:
    """Every address of a resolver, in order."""
    for found in resolver.url_patterns:
        within = (*parts, *getattr(found.pattern, "converters", {}), *found.pattern.regex.groupindex)
        if isinstance(found, URLPattern):
            yield Page(namespace, found.name or "", tuple(dict.fromkeys(within)), found.callback)
        else:
            yield from pages_below(found, found.namespace or namespace, within)


def all_pages() -> list[Page]:
    """Every address of the site but those of the API, whose operations tests/api/test_every_operation.py asks."""
    return [page for page in pages_below(get_resolver()) if page.name and page.namespace != "api"]


def workspace_pages() -> list[Page]:
    """Every address of the workspace."""
    return [page for page in all_pages() if page.namespace == "workspace"]


def listed_pages() -> list[Page]:
    """Every address of the workspace that is listed; that all are is a test of its own."""
    return [page for page in workspace_pages() if page.name in NEEDS]


def parts_of(page: Page, plan: str, room: str) -> dict[str, Any]:
    """Something for each part of an address, so that there is a page behind it."""
    state = load_plan(plan)
    nouns = [noun for noun in NOUNS if noun.room == room and noun.noun != "plan"]
    noun = next((noun for noun in nouns if state.plan.all(noun)), nouns[0])
    records = state.plan.all(noun)
    known = {
        "plan": plan,
        "room": room,
        "noun": noun.noun,
        "plural": noun.plural,
        "key": "x" if page.name.startswith("account_reset") else records[0].key if records else "none",
        "number": 1,
        "before": 1,
        "after": 1,
        "name": "none",
        "section": "summary",
        "account": Account.objects.order_by("pk")[0].pk,
        "pk": 1,
        "uidb36": "1",
        "ending": "csv",
        "token": "none",
        "form": "json",
        "fingerprint": "none",
        "code": "FIN-01",
        "edition": "none",
        "table": "none",
        "sha256": "0" * 64,
    }
    return {part: known[part] for part in page.parts}


def permitted(role: Role, action: Action, locality: str | None) -> bool:
    """What the table of permissions says; the tests' locality manager manages one locality."""
    scope = PERMITTED[role].get(action)
    return scope is Scope.EVERYWHERE or (scope is Scope.OWN_LOCALITIES and locality == OWN_LOCALITY)


def needed(page: Page, method: str, room: str) -> Action | None:
    """The action that the list above wants for a request."""
    look, form = NEEDS[page.name]
    wanted = look if method in ("GET", "HEAD") else form if method == "POST" else None
    return change_action(room) if wanted == ROOM else wanted  # type: ignore[return-value]


def rooms_for(page: Page) -> list[str]:
    """The rooms in which to ask: all, where the room decides."""
    rooms = [
        room for room in dict.fromkeys(noun.room for noun in NOUNS) if f"CHANGE_{room.upper()}" in Action.__members__
    ]
    return rooms if ROOM in NEEDS[page.name] else rooms[1:2]


def answer(client: Client, page: Page, method: str, parts: dict[str, Any]) -> Any:
    """What the site answers to a request without any content."""
    return client.generic(method, reverse(f"{page.namespace}:{page.name}".lstrip(":"), kwargs=parts))


def leads_to_sign_in(response: Any) -> bool:
    """Whether somebody is asked to sign in first."""
    return response.status_code == 302 and str(response.headers["Location"]).startswith("/account/sign-in/?next=")


def test_every_address_is_listed_and_nothing_else() -> None:
    listed = ANYBODY | WHOEVER_IS_SIGNED_IN | PUBLISHED | BY_SECRET
    assert {page.name for page in workspace_pages()} == set(NEEDS)
    assert {page.name for page in all_pages() if page.namespace != "workspace"} == listed
    assert not ANYBODY & WHOEVER_IS_SIGNED_IN


@pytest.mark.parametrize("name", NEEDS)
def test_the_door_is_the_one_that_is_wanted(name: str) -> None:
    for page in listed_pages():
        if page.name == name:
            door = page.view.door
            on_door = tuple(ROOM if way in door.of_room else getattr(door, way) for way in ("get", "post"))
            assert on_door == NEEDS[name]


@pytest.mark.parametrize("kind", PLANS)
@pytest.mark.parametrize("role", list(Role))
def test_every_role_at_every_address(kent_site: str, signed_in: SignedIn, role: Role, kind: str) -> None:
    locality = PLANS[kind]
    plan = local_code(locality) if locality else KENT
    client, wrong = signed_in(role.value), []
    for page in listed_pages():
        in_plan = "plan" in page.parts
        if not in_plan and kind != "county":
            continue  # the plan makes no difference: it was asked once
        for room in rooms_for(page):
            parts = parts_of(page, plan, room)
            for method in METHODS:
                action = needed(page, method, room)
                got = answer(client, page, method, parts).status_code
                allowed = action is not None and permitted(role, action, locality if in_plan else None)
                right = got == 405 if action is None else got not in (403, 405) if allowed else got == 403
                if not right or got >= 500:
                    wrong.append(f"{method} {page.name} {parts}: {got}, needs {action}")
    assert not wrong


@pytest.mark.parametrize("method", METHODS)
def test_nobody_gets_in_without_signing_in(kent_site: str, method: str) -> None:
    client = Client()
    for page in listed_pages():
        response = answer(client, page, method, parts_of(page, KENT, "plan"))
        assert leads_to_sign_in(response), f"{method} {page.name}: {response.status_code}"


def test_signing_in_is_open_to_anybody(kent_site: str) -> None:
    for page in all_pages():
        if page.name in ANYBODY:
            response = answer(Client(), page, "GET", parts_of(page, KENT, "plan"))
            assert response.status_code in (200, 302), page.name
            assert not leads_to_sign_in(response), page.name


def test_what_is_published_is_open_to_anybody_and_nothing_is_sent_there(kent_site: str) -> None:
    edition = publish(kent_site, "First")
    table = tables_of(load_plan(KENT).plan)[0][1].anchor
    made = {"edition": edition.name, "table": table, "sha256": edition.sha256, "plural": "budget_lines"}
    for page in all_pages():
        if page.name in PUBLISHED:
            assert page.view.is_open_to_all
            parts = {**parts_of(page, KENT, "plan"), **{part: made[part] for part in page.parts if part in made}}
            assert answer(Client(), page, "GET", parts).status_code == 200, page.name
            assert answer(Client(), page, "POST", parts).status_code == 405, page.name


@pytest.mark.parametrize("role", [None, *Role])
def test_ones_own_account_is_open_to_whoever_is_signed_in(
    kent_site: str, signed_in: SignedIn, role: Role | None
) -> None:
    for page in all_pages():
        if page.name in WHOEVER_IS_SIGNED_IN:
            parts = parts_of(page, KENT, "plan")
            assert leads_to_sign_in(answer(Client(), page, "POST", parts)), page.name
            if role:
                response = answer(signed_in(role.value), page, "GET", parts)
                assert response.status_code in (200, 302, 404), page.name
                assert not leads_to_sign_in(response), page.name


def test_who_may_write_without_a_second_factor_gets_nowhere(people: dict[str, Account], kent_site: str) -> None:
    client = Client()
    client.force_login(people["county planner"])
    for page in listed_pages():
        for method in METHODS:
            response = answer(client, page, method, parts_of(page, KENT, "plan"))
            assert response.headers.get("Location") == "/account/second-factor/", f"{method} {page.name}"

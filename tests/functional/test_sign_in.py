"""Signing in with a real browser: password and code, a passkey, the set-up of both; every page of it is accessible."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.codes import fresh_code
from tests.functional.conftest import Site

pytestmark = pytest.mark.slow
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(chromium: Any, site: Site) -> Iterator[Any]:
    """A page of a browser that nobody has used before; what its console complains of fails the test."""
    context = chromium.new_context(base_url=site.address)
    found, complaints = context.new_page(), []
    found.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    found.on("pageerror", lambda error: complaints.append(str(error)))
    yield found
    context.close()
    # What is refused (403, 429) is no complaint of the page.
    assert not [text for text in complaints if "status of 4" not in text]


def enter(page: Any, site: Site, who: str) -> None:
    """Send the sign-in form."""
    page.goto("/account/sign-in/")
    page.get_by_label("Email address").fill(site.people[who].email)
    page.get_by_label("Password").fill(site.people[who].password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def enter_code(page: Any, secret: str) -> None:
    """Send the code of the moment."""
    page.get_by_label("Code").fill(fresh_code(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()


def add_authenticator(page: Any) -> None:
    """Give the browser a device that keeps passkeys and asks for no finger."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def path_of(page: Any, site: Site) -> str:
    """Where the page is."""
    return str(page.url).removeprefix(site.address)


def test_a_password_and_a_code(page: Any, site: Site) -> None:
    enter(page, site, "county planner")
    assert path_of(page, site) == "/account/second-factor/code/"
    enter_code(page, site.people["county planner"].secret)
    assert path_of(page, site) == "/workspace/"
    page.goto("/workspace/account/")
    assert page.get_by_role("heading", level=1).inner_text() == "Your account"
    page.get_by_role("button", name="Sign out").click()
    assert path_of(page, site) == "/account/sign-in/"
    page.goto("/workspace/account/")
    assert path_of(page, site) == "/account/sign-in/?next=/workspace/account/"


def test_a_new_person_is_added_and_sets_up_an_app(page: Any, chromium: Any, site: Site) -> None:
    enter(page, site, "administrator")
    enter_code(page, site.people["administrator"].secret)
    page.goto("/workspace/accounts/")
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Name").fill("New person")
    page.get_by_label("Email address").fill("new@example.org")
    page.get_by_role("button", name="Add").click()
    page.get_by_label("Finance").check()
    page.get_by_role("button", name="Give the role").click()
    page.get_by_role("button", name="Make a link to set a password").click()
    link = page.locator("code").inner_text()

    theirs = chromium.new_context(base_url=site.address).new_page()
    theirs.goto(link)
    theirs.get_by_label("New password", exact=True).fill("three unlikely words")
    theirs.get_by_label("New password, again").fill("three unlikely words")
    theirs.get_by_role("button", name="Set password").click()
    theirs.get_by_role("link", name="Sign in").click()
    theirs.get_by_label("Email address").fill("new@example.org")
    theirs.get_by_label("Password").fill("three unlikely words")
    theirs.get_by_role("button", name="Sign in", exact=True).click()
    assert theirs.get_by_role("heading", level=1).inner_text() == "Set up a second factor"
    theirs.get_by_role("link", name="Set up an authenticator app").click()
    theirs.get_by_label("Code").fill("000000")
    theirs.get_by_role("button", name="Use this app").click()
    assert theirs.title().startswith("Error: ")
    theirs.get_by_label("Code").fill(fresh_code(theirs.locator("strong.lcsp-secret").inner_text()))
    theirs.get_by_role("button", name="Use this app").click()
    assert theirs.locator("ul.lcsp-secret li").count() == 10
    theirs.goto("/workspace/account/")
    assert theirs.get_by_role("heading", level=1).inner_text() == "Your account"
    theirs.context.close()


def test_a_passkey_is_added_and_signs_in(page: Any, site: Site) -> None:
    add_authenticator(page)
    enter(page, site, "finance")
    enter_code(page, site.people["finance"].secret)
    page.goto("/account/second-factor/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the passkey").fill("Work laptop")
    with page.expect_navigation():
        page.get_by_role("button", name="Add the passkey").click()
    page.goto("/account/passkeys/")
    assert "Work laptop" in page.locator("main").inner_text()
    page.get_by_role("button", name="Sign out").click()

    with page.expect_navigation():  # alone, without a password
        page.get_by_role("button", name="Sign in with a passkey").click()
    page.goto("/workspace/account/")
    assert "finance" in page.locator("main").inner_text().lower()
    page.get_by_role("button", name="Sign out").click()

    enter(page, site, "finance")  # as the second factor, after a password
    with page.expect_navigation():
        page.get_by_role("button", name="Use a passkey instead").click()
    assert path_of(page, site) == "/workspace/"


def test_a_passkey_that_is_not_there_is_said(page: Any, site: Site) -> None:
    page.goto("/account/sign-in/")
    # A browser that refuses; allauth's scripts say it to the console as well, which is not what this is about.
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(Error()); console.error = () => {}; }")
    trouble = page.get_by_role("alert").filter(has_text="The passkey could not be used")
    assert not trouble.is_visible()
    page.get_by_role("button", name="Sign in with a passkey").click()
    trouble.wait_for()


ANYBODYS = ("sign-in/", "closed/", "password/forgotten/", "password/set/", "password/link/1-x/", "demo-codes/")
ONES_OWN = (
    "/account/password/",
    "/account/confirm/",
    "/account/second-factor/",
    "/account/second-factor/confirm/",
    "/account/second-factor/app/remove/",
    "/account/second-factor/recovery-codes/new/",
    "/account/passkeys/",
    "/account/passkeys/add/",
    "/account/sessions/",
    "/account/sign-out/",
    "/workspace/account/",
    "/workspace/accounts/",
    "/workspace/accounts/?q=nobody+at+all",
    "/workspace/accounts/add/",
    "/workspace/accounts/1/",
    "/workspace/accounts/1/edit/",
    "/workspace/audit/",
)


def faults_of(page: Any) -> list[str]:
    """What axe finds on the page, and whether it is wider than its window."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = [f"{one['id']}: {one['nodes'][0]['html']}" for one in axe.run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("wider than its window")
    return found


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_accessible(page: Any, site: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    faults = {}
    for address in ANYBODYS:
        page.goto(f"/account/{address}")
        faults[address] = faults_of(page)
    enter(page, site, "administrator")
    faults["code"] = faults_of(page)
    page.get_by_role("button", name="Sign in", exact=True).click()
    faults["code, wrong"] = faults_of(page)
    enter_code(page, site.people["administrator"].secret)
    for address in ONES_OWN:
        page.goto(address)
        faults[address] = faults_of(page)
    assert {address: found for address, found in faults.items() if found} == {}


def test_signing_in_works_without_scripts(chromium: Any, site: Site) -> None:
    context = chromium.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    enter(page, site, "analyst")
    enter_code(page, site.people["analyst"].secret)
    assert path_of(page, site) == "/workspace/"
    context.close()

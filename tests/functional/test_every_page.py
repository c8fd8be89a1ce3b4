"""Every page of the site, at 1280 and 320 pixels, on paper and without scripts: whoever comes finds it whole.

An address that is new is tried without being told, as somebody who may do on it whatever can be done
(tests/web/test_every_address.py). What it needs to exist is made by things_to_show.py; pages that are not at an address
of their own stand in situations.py.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.functional import kent
from tests.functional.kent import KentSite
from tests.functional.situations import SITUATIONS
from tests.functional.things_to_show import WITH_PASSKEY
from tests.people_and_plans import ROOT
from tests.web.test_every_address import (
    ANYBODY,
    NEEDS,
    PUBLISHED,
    ROOM,
    WHOEVER_IS_SIGNED_IN,
    permitted,
)

from lcsp.vocabulary.actors import Action, Role, change_action

pytestmark = pytest.mark.slow
made_site, site = kent.made_site, kent.site
WIDE, NARROW, HIGH = 1280, 320, 900  # pixels; the narrow one is the wide one at 400 %
MOST_PATIENCE = 15_000  # milliseconds
# Who sees the most of a page whose action does not say it.
ROLES = {
    "account_logout": "county planner",
    "mfa_activate_totp": "reader",
    "mfa_list_webauthn": WITH_PASSKEY,
    "mfa_reauthenticate_webauthn": WITH_PASSKEY,
    "mfa_edit_webauthn": WITH_PASSKEY,
    "mfa_remove_webauthn": WITH_PASSKEY,
}
# Where nothing is to be seen: a script's data, and where a page comes once others were (among SITUATIONS).
NO_PAGE = {"health", "openapi", "mfa_login_webauthn", "mfa_authenticate", "mfa_view_recovery_codes"}
DOWNLOADS = {name for name, (look, _) in NEEDS.items() if look is Action.DOWNLOAD and name != "upload"}
# What is published as a file, for programs and spreadsheets.
FILES = {"feed", "editions_feed", "robots", "sitemap", "document", "edition_file"}
FILES |= {name for name in PUBLISHED if name.endswith(("_csv", "_records"))}
OPEN = ANYBODY | WHOEVER_IS_SIGNED_IN | PUBLISHED
ADDRESSES = [
    name
    for name in (*(name for name, (look, _) in NEEDS.items() if look), *sorted(OPEN))
    if name not in NO_PAGE | DOWNLOADS | FILES
]
# Of all that axe tells, what it found amiss.
AMISS = """() => axe.run({resultTypes: ["violations"], preload: false}).then(told =>
    told.violations.map(one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" ")))"""
TOLD = """() => ({
    headings: [...document.querySelectorAll("h1")].map(one => one.textContent.trim()),
    title: document.title,
    language: document.documentElement.lang,
    mains: document.querySelectorAll("main").length,
    skips: document.querySelector("main")?.id === document.querySelector(".govuk-skip-link")?.hash.slice(1),
    said: document.querySelector("main")?.innerText.trim().length ?? 0,
})"""
SHOWN_ON_PAPER = """() => [...document.querySelectorAll("nav, [role=search], .lcsp-account, .govuk-skip-link")]
    .filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 120))"""
# What stands in a closed `details` can be opened without scripts.
WITHOUT_BUTTON = """() => [...document.forms]
    .filter(form => ![...form.elements].some(one => one.type === "submit" && getComputedStyle(one).display !== "none"))
    .filter(form => !form.querySelector("#passkey-button"))
    .map(form => form.outerHTML.slice(0, 120))"""
Shown = tuple[Any, list[str]]
Open = Callable[[str, bool], Shown]


def role_for(name: str) -> str:
    """Return the role that may do the most at an address: look, and send its form; blank for nobody."""
    if name not in NEEDS:
        return ROLES.get(name, "county planner" if name in WHOEVER_IS_SIGNED_IN else "")
    wanted = [change_action("plan") if action == ROOM else action for action in NEEDS[name] if action]
    inclined = sorted(Role, key=lambda role: role is not Role.COUNTY_PLANNER)
    return next(role for role in inclined if all(permitted(role, Action(action), None) for action in wanted)).value


@pytest.fixture(scope="module")
def addresses(site: KentSite) -> dict[str, str]:
    """The address of every page, with what it shows."""
    given = {**site.environment, "DJANGO_SETTINGS_MODULE": "lcsp.config.settings"}
    command = [sys.executable, "-m", "tests.functional.things_to_show"]
    made = subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return dict(json.loads(made.stdout))


@pytest.fixture(scope="module")
def open_as(chromium: Any, site: KentSite, addresses: dict[str, str]) -> Iterator[Open]:
    """`open_as("reader", False)` is a page of that person, without scripts, and what the browser complains of there.

    Pages are used again, with the cookies of somebody who has just come; "" is somebody unknown.
    """
    cookies: dict[str, list[dict[str, str]]] = {"": []}
    pages: dict[tuple[str, bool], Shown] = {}

    def open_page(role: str, scripts: bool) -> Shown:
        if role not in cookies:
            name, value = kent.open_session(site, role)
            cookies[role] = [{"name": name, "value": value, "url": site.address}]
        if (role, scripts) not in pages:
            page = chromium.new_context(java_script_enabled=scripts).new_page()
            page.set_default_timeout(MOST_PATIENCE)
            pages[role, scripts] = page, watch(page)
        page, complaints = pages[role, scripts]
        page.set_viewport_size({"width": WIDE, "height": HIGH})
        page.emulate_media(media="screen")
        page.context.clear_cookies()
        page.context.add_cookies(cookies[role])
        complaints.clear()
        return page, complaints

    yield open_page
    for page, _ in pages.values():
        page.context.close()


def watch(page: Any) -> list[str]:
    """Return the list in which what the browser complains of will stand: what the policy blocks, errors of scripts."""
    complaints: list[str] = []

    def note(text: str) -> None:
        if "status of 4" not in text:  # a page of refusal is what was asked for
            complaints.append(text)

    page.on("console", lambda said: note(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: note(str(error)))
    return complaints


@pytest.fixture(scope="module")
def axe() -> str:
    """The script that looks for barriers in a page."""
    found = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here (./run test has it)")
    return str(found.Axe().axe_script)


def visitor(name: str) -> str:
    """Return the role of whoever is to see an address or a situation."""
    return SITUATIONS[name].role if name in SITUATIONS else role_for(name)


def go(page: Any, name: str, site: KentSite, addresses: dict[str, str]) -> None:
    """Lead the page to an address or a situation; what answers is that page and no other."""
    if name in SITUATIONS:
        SITUATIONS[name].lead(page, site)
        assert page.locator("h1").first.inner_text().startswith(SITUATIONS[name].heading)
    else:
        answer = page.goto(f"{site.address}{addresses[name]}")
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/html")
        assert name.startswith("account_reset") or page.url == f"{site.address}{addresses[name]}"


def words_of(text: str) -> set[str]:
    """Return the words of a heading or a title."""
    return set(re.findall(r"[\w-]{2,}", text.lower()))


def faults_of_parts(page: Any) -> list[str]:
    """What the page lacks of what each has: one heading, a title, a language, main content that one can skip to."""
    told = page.evaluate(TOLD)
    heading, title = " ".join(told["headings"]), str(told["title"])
    wanted = {
        f"headings: {told['headings']}": len(told["headings"]) == 1,
        f"title: {title!r}": title.endswith(" – lcsp") and bool(words_of(heading) & words_of(title)),
        f"language: {told['language']!r}": told["language"] == "en-GB",
        "no main content": told["mains"] == 1 and told["said"] > len(heading),
        "no link that skips to it": told["skips"],
    }
    return [fault for fault, well in wanted.items() if not well]


@pytest.mark.parametrize("name", [*ADDRESSES, *SITUATIONS])
def test_a_page_is_whole(open_as: Open, name: str, site: KentSite, addresses: dict[str, str], axe: str) -> None:
    shown, complaints = open_as(visitor(name), True)
    go(shown, name, site, addresses)
    faults = faults_of_parts(shown)
    shown.evaluate(axe)
    for width in (WIDE, NARROW):
        shown.set_viewport_size({"width": width, "height": HIGH})
        faults += [f"{width} pixels: {fault}" for fault in shown.evaluate(AMISS)]
    over = shown.evaluate("document.documentElement.scrollWidth")
    faults += [f"{over} pixels wide in a window of {NARROW}"] if over > NARROW else []
    shown.emulate_media(media="print")
    faults += [f"printed: {part}" for part in shown.evaluate(SHOWN_ON_PAPER)]
    faults += [] if shown.locator("main").inner_text().strip() else ["the content is not printed"]
    assert faults + complaints == []


@pytest.mark.parametrize("name", [*ADDRESSES, *SITUATIONS])
def test_a_page_needs_no_scripts(open_as: Open, name: str, site: KentSite, addresses: dict[str, str]) -> None:
    shown, complaints = open_as(visitor(name), False)
    go(shown, name, site, addresses)
    faults = [f"cannot be sent: {form}" for form in shown.evaluate(WITHOUT_BUTTON)]
    needs_them = shown.locator("#passkey-button").count()  # nothing else does
    told = "A passkey needs scripts" in shown.locator("main").inner_text()
    faults += ["does not say that it needs scripts"] if needs_them and not told else []
    assert faults_of_parts(shown) + faults + complaints == []


@pytest.mark.parametrize("name", sorted(DOWNLOADS))
def test_what_is_no_page_is_a_file(open_as: Open, name: str, site: KentSite, addresses: dict[str, str]) -> None:
    page, _ = open_as(role_for(name), False)
    answer = page.request.get(f"{site.address}{addresses[name]}")
    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("name", sorted(FILES))
def test_what_is_published_as_a_file_is_one(
    open_as: Open, name: str, site: KentSite, addresses: dict[str, str]
) -> None:
    page, _ = open_as("", False)
    answer = page.request.get(f"{site.address}{addresses[name]}")
    assert answer.status == 200
    assert "html" not in answer.headers["content-type"]
    assert "set-cookie" not in answer.headers


def test_what_is_left_out_is_there() -> None:
    assert NO_PAGE <= ANYBODY | WHOEVER_IS_SIGNED_IN
    assert set(ROLES) <= ANYBODY | WHOEVER_IS_SIGNED_IN

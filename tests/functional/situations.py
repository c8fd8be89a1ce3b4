"""Pages that no address shows by itself: refusals, mistakes in forms, two versions of a record. Each is led up to."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.codes import fresh_code
from tests.functional.kent import KentSite
from tests.functional.things_to_show import BOARD

KENT = "/workspace/plans/kent-lcsp-2009-10"
TOO_MANY_FILES = 201
WRONG_SIGN_INS = 6


class Situation(NamedTuple):
    """What leads a page there, who does it (blank for nobody), and what the heading of the page then says."""

    role: str
    lead: Callable[[Any, KentSite], None]
    heading: str


def _at(address: str) -> Callable[[Any, KentSite], None]:
    def lead(page: Any, site: KentSite) -> None:
        page.goto(f"{site.address}{address}")

    return lead


def _send(page: Any, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def _form(address: str, button: str, **entered: str) -> Callable[[Any, KentSite], None]:
    """Fill in what is given, by the name of the field, and send the form."""

    def lead(page: Any, site: KentSite) -> None:
        page.goto(f"{site.address}{address}")
        for name, text in entered.items():
            page.locator(f"main [name='{name}']").fill(text)
        _send(page, button)

    return lead


def _upload(page: Any, site: KentSite, *names: str) -> None:
    page.goto(f"{site.address}{KENT}/upload/")
    sent = [{"name": name, "mimeType": "application/octet-stream", "buffer": b"{}"} for name in names]
    page.locator("#field-files").set_input_files(sent)
    _send(page, "Read it and show what would change")


def _upload_too_many(page: Any, site: KentSite) -> None:
    _upload(page, site, *(f"{number}.csv" for number in range(TOO_MANY_FILES)))


def _form_that_cannot_be_trusted(page: Any, site: KentSite) -> None:
    page.goto(f"{site.address}{KENT}/upload/")
    page.context.clear_cookies(name="csrftoken")
    _send(page, "Read it and show what would change")


def _conflict(page: Any, site: KentSite) -> None:
    """Two people change the name of a board; the page is that of the second."""
    other = page.context.new_page()
    for one in (page, other):
        one.goto(f"{site.address}{KENT}/governance/board/{BOARD}/edit/")
        one.get_by_label("Why", exact=True).fill("A better name")
    before = page.get_by_label("Name", exact=True).input_value()
    other.get_by_label("Name", exact=True).fill(f"{before}!")
    _save(other)
    other.close()
    page.get_by_label("Name", exact=True).fill(f"{before}?")
    _save(page)


def _dangling(page: Any, site: KentSite) -> None:
    page.goto(f"{site.address}{KENT}/plan/key_action/4/edit/")
    page.get_by_label("Serves").fill("not-there")
    page.get_by_label("Why", exact=True).fill("A try")
    _save(page)


def _save(page: Any) -> None:
    _send(page, "Save")
    if page.get_by_role("button", name="Save all the same").count():
        _send(page, "Save all the same")


def _saved(page: Any, site: KentSite) -> None:
    page.goto(f"{site.address}{KENT}/governance/board/{BOARD}/edit/")
    role = page.get_by_label("Role", exact=False)
    role.fill(f"{role.input_value()} And more.")
    page.get_by_label("Why", exact=True).fill("It does more")
    _save(page)


def _password_given(page: Any, site: KentSite) -> None:
    page.goto(f"{site.address}/account/sign-in/")
    page.get_by_label("Email address").fill(site.people["finance"].email)
    page.get_by_label("Password").fill(site.people["finance"].password)
    _send(page, "Sign in")


def _recovery_codes(page: Any, site: KentSite) -> None:
    # A code counts once, and this is led up to twice: the second time, the next code must have come.
    time.sleep(30.5 - time.time() % 30)
    _password_given(page, site)
    page.get_by_label("Code").fill(fresh_code(site.people["finance"].secret))
    _send(page, "Sign in")
    page.goto(f"{site.address}/account/second-factor/recovery-codes/new/")
    page.locator("main form button").click()


def _locked_out(page: Any, site: KentSite) -> None:
    for _ in range(WRONG_SIGN_INS):
        _form("/account/sign-in/", "Sign in", login="nobody@demo.example", password="not the password")(page, site)


PLANNER = "county planner"
SITUATIONS = {
    "not permitted": Situation("reader", _at("/workspace/accounts/"), "You may not do this"),
    "form that cannot be trusted": Situation(PLANNER, _form_that_cannot_be_trusted, "You may not do this"),
    "no such address": Situation("", _at("/workspace/nowhere/at/all/"), "Page not found"),
    "no such plan": Situation(PLANNER, _at("/workspace/plans/nowhere/"), "Page not found"),
    "no such record": Situation(PLANNER, _at(f"{KENT}/plan/objective/none/"), "Page not found"),
    "takes forms alone": Situation(PLANNER, _at(f"{KENT}/revisions/2/put-back/"), "This cannot be opened here"),
    "too many files": Situation(PLANNER, _upload_too_many, "The request could not be understood"),
    "upload of no file": Situation(
        PLANNER, _form(f"{KENT}/upload/", "Read it and show what would change"), "Work on the plan in a file"
    ),
    "upload refused": Situation(
        PLANNER, lambda page, site: _upload(page, site, "kent.json"), "Work on the plan in a file"
    ),
    "form with mistakes": Situation(
        PLANNER, _form(f"{KENT}/governance/risks/add/", "Save", likelihood="many"), "Add a risk"
    ),
    "form checked": Situation(PLANNER, _form(f"{KENT}/governance/risks/add/", "Check", likelihood="9"), "Add a risk"),
    "conflict": Situation(PLANNER, _conflict, "Somebody else changed this record meanwhile"),
    "dangling references": Situation(PLANNER, _dangling, "Links would lead nowhere"),
    "saved": Situation(PLANNER, _saved, "The Cabinet"),
    "record at a revision": Situation(PLANNER, _at(f"{KENT}/governance/board/{BOARD}/?at=1"), "Cabinet"),
    "comment refused": Situation("analyst", _form(f"{KENT}/review/", "Add the comment"), "Review"),
    "account refused": Situation("administrator", _form("/workspace/accounts/add/", "Add"), "Add a person"),
    "password link made": Situation(
        "administrator", _form("/workspace/accounts/2/", "Make a link to set a password"), "A link for "
    ),
    "found": Situation(PLANNER, _at("/workspace/search/?q=young+carers"), "Search"),
    "nothing found": Situation(PLANNER, _at("/workspace/search/?q=zzzz"), "Search"),
    "day of the year": Situation(PLANNER, _at("/workspace/?on=2009-11-30"), "Home"),
    "home of a manager": Situation("locality manager", _at("/workspace/"), "Home"),
    "wrong password": Situation(
        "", _form("/account/sign-in/", "Sign in", login="no@demo.example", password="not the password"), "Sign in"
    ),
    "locked out": Situation("", _locked_out, "Too many attempts"),
    "mfa_authenticate": Situation("", _password_given, "Second factor"),
    "mfa_view_recovery_codes": Situation("", _recovery_codes, "Recovery codes"),
}

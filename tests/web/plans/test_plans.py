"""The pages of plans: every section of the document is a page, and beside each record is a link to it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.people_and_plans import KENT, OTHER_LOCALITY, OWN_LOCALITY, local_code

from lcsp.store.plans import load_plan, load_plans
from lcsp.web.plans.sheets import records_on, sheets_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]
SECTIONS = f"/workspace/plans/{KENT}/contents/"


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_list_has_every_plan_with_its_revision(kent_site: str, signed_in: SignedIn) -> None:
    page = read(signed_in("reader"), "/workspace/plans/")
    for state in load_plans():
        assert f'href="/workspace/plans/{state.code}/"' in page
    assert page.count("none open") == 24


def test_the_contents_lead_to_every_section(kent_site: str, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    for code in (KENT, local_code("dover")):
        page = read(client, f"/workspace/plans/{code}/")
        for sheet in sheets_of(load_plan(code).plan).sheets:
            address = f"/workspace/plans/{code}/contents/{sheet.anchor}/"
            assert (address in page) == bool(sheet.blocks)
            assert "<h1" in read(client, address)


def test_the_contents_say_what_can_be_done_to_the_plan(kent_site: str, signed_in: SignedIn) -> None:
    """Who may change it can report progress and add an action from there; a manager in own localities only."""
    planner, manager = signed_in("county planner"), signed_in("locality manager")
    own, other = local_code(OWN_LOCALITY), local_code(OTHER_LOCALITY)
    for client, code, may in (
        (planner, KENT, True),
        (manager, own, True),
        (manager, KENT, False),
        (manager, other, False),
    ):
        page = read(client, f"/workspace/plans/{code}/")
        assert (f"/workspace/plans/{code}/plan/progress_reports/add/" in page) == may
        assert (f"/workspace/plans/{code}/plan/key_actions/add/" in page) == may


def test_no_section_needs_a_style_that_the_policy_forbids(kent_site: str, signed_in: SignedIn) -> None:
    client = signed_in("county planner")
    for sheet in sheets_of(load_plan(KENT).plan).sheets:
        page = read(client, f"{SECTIONS}{sheet.anchor}/")
        assert not re.search(r"<style|\sstyle=|<script(?! src)(?!.*src=)|\son\w+=", page.partition("<main")[2]), (
            sheet.anchor
        )


def test_links_within_the_document_lead_somewhere(kent_site: str, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    pages = {
        sheet.anchor: read(client, f"{SECTIONS}{sheet.anchor}/") for sheet in sheets_of(load_plan(KENT).plan).sheets
    }
    found = 0
    for own, page in pages.items():
        for address, anchor in re.findall(rf'href="(?:{SECTIONS}([a-z0-9-]+)/)?(?:#([a-z][a-z0-9_-]*))?"', page):
            if address or anchor:
                found += 1
                assert not anchor or f'id="{anchor}"' in pages[address or own], (own, address, anchor)
    assert found > 300


def test_every_record_of_the_document_has_a_link_to_change_it(kent_site: str, signed_in: SignedIn) -> None:
    planner, reader = signed_in("county planner"), signed_in("reader")
    for sheet in sheets_of(load_plan(KENT).plan).sheets:
        address = f"{SECTIONS}{sheet.anchor}/"
        changing, reading = read(planner, address), read(reader, address)
        for record in set(records_on(sheet)):
            linked = re.compile(rf'href="[^"]*/{record.noun}/[^"]*/edit/"')
            assert linked.search(changing), record
            assert not linked.search(reading), record


def test_the_document_tells_nearly_every_record_of_the_plan(kent_site: str) -> None:
    plan = load_plan(KENT).plan
    told = {record for sheet in sheets_of(plan).sheets for record in records_on(sheet)}
    for noun, most in (
        ("key_action", 0),
        ("deliverable", 0),
        ("budget_line", 0),
        ("objective", 0),
        ("figure", 0),
        ("risk", 0),
    ):
        absent = [record.key for record in plan_records(plan, noun) if (noun, record.key) not in told]
        assert len(absent) <= most, (noun, absent)


def plan_records(plan, noun: str):  # type: ignore[no-untyped-def]
    """Return the records of a noun by its name."""
    from lcsp.whole_plan import NOUN_BY_NAME

    return plan.all(NOUN_BY_NAME[noun])


def test_a_manager_may_change_the_own_plan_alone(kent_site: str, signed_in: SignedIn) -> None:
    client = signed_in("locality manager")
    own = read(client, f"/workspace/plans/{local_code('ashford-rural')}/contents/section-key-actions/")
    other = read(client, f"/workspace/plans/{local_code('thanet-1')}/contents/section-key-actions/")
    assert ">Change<" in own
    assert ">Change<" not in other
    assert ">Open<" in other


def test_a_section_that_is_not_there_is_said(kent_site: str, signed_in: SignedIn) -> None:
    response = signed_in("reader").get(f"{SECTIONS}section-of-nothing/")
    assert response.status_code == 404
    assert "no such section" in response.content.decode()

"""The pages of the thread."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.test import Client
from tests.people_and_plans import KENT, local_code

from lcsp.reports.thread import starts
from lcsp.store.plans import load_plan

pytestmark = pytest.mark.django_db
SignedIn = Callable[[str], Client]
THREAD = f"/workspace/plans/{KENT}/thread/"


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_every_record_to_begin_at_has_a_page(kent_site: str, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    page = read(client, THREAD)
    found = list(starts(load_plan(KENT).plan))
    assert len(found) > 100
    for start in found[::5]:
        noun, key = start.spot
        if noun != "area" or start.kind == "locality":
            assert f"{THREAD}{noun}/{key.replace(' ', '%20')}/" in page
            assert "How the sums are made" in read(client, f"{THREAD}{noun}/{key}/")


def test_the_list_is_narrowed_by_words_and_kind(kent_site: str, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    by_words = read(client, f"{THREAD}?q=key+stages")
    assert f"{THREAD}objective/7B/" in by_words
    assert f"{THREAD}objective/7A/" not in by_words
    services = read(client, f"{THREAD}?kind=service")
    assert f"{THREAD}service/early-years/" in services
    assert f"{THREAD}budget_line/early-years/" not in services


def test_htmx_gets_the_list_alone(kent_site: str, signed_in: SignedIn) -> None:
    answer = signed_in("reader").get(f"{THREAD}?q=7B", headers={"HX-Request": "true"}).content.decode()
    assert answer.strip().startswith('<div id="found">')
    assert f"{THREAD}objective/7B/" in answer


def test_the_localities_that_act_on_an_outcome_are_shown(kent_site: str, signed_in: SignedIn) -> None:
    page = read(signed_in("county planner"), f"{THREAD}objective/7B/")
    assert "17 of 23 localities act on this objective" in page
    assert "/thread/key_action/ASR-2/" in page
    assert "It is not divided by locality" in page


def test_a_locality_says_what_it_reaches(kent_site: str, signed_in: SignedIn) -> None:
    page = read(signed_in("reader"), f"{THREAD}area/ashford-rural/")
    assert f"{THREAD}key_action/9/" in page
    assert f"/workspace/plans/{local_code('ashford-rural')}/thread/key_action/ASR-1/" in page


def test_what_a_local_plan_inherits_leads_to_the_countys_record(kent_site: str, signed_in: SignedIn) -> None:
    page = read(signed_in("reader"), f"/workspace/plans/{local_code('ashford-rural')}/thread/key_action/ASR-1/")
    assert f"/workspace/plans/{KENT}/plan/key_action/9/" in page
    assert "County plan" in page


def test_what_is_not_on_the_thread_is_said(kent_site: str, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    assert client.get(f"{THREAD}objective/99/").status_code == 404
    answer = client.get(f"{THREAD}risk/any/")
    assert answer.status_code == 404
    assert "not on the thread" in answer.content.decode()


class _Depth(HTMLParser):
    deepest = depth = 0

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag == "ul":
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "ul"


def test_the_tree_is_a_list_within_lists(kent_site: str, signed_in: SignedIn) -> None:
    reader = _Depth()
    reader.feed(read(signed_in("reader"), f"{THREAD}objective/P7/").partition("<main")[2])
    assert reader.deepest >= 4
    assert reader.depth == 0

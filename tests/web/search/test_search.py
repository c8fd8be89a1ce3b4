"""The search: what is found, in which order, and how the words are marked."""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from tests.people_and_plans import KENT

from lcsp.web.search.entries import Entry, fold
from lcsp.web.search.finding import extract, find, mark, read_sought

SignedIn = Callable[[str], Client]


def entry(key: str, name: str, text: str = "") -> Entry:
    return Entry("objective", key, name, text, fold(key), fold(name), fold(f"{name} {text}"))


ENTRIES = (
    entry("P1", "Young carers", "are found early"),
    entry("7B", "Attainment at key stage 2"),
    entry("7B-2", "Early years"),
    entry("9", "What is early", "nothing"),
)


def found(text: str) -> list[str]:
    return [one.entry.key for one in find(ENTRIES, read_sought(text))]


def test_a_code_comes_before_what_begins_with_it() -> None:
    assert found("7b") == ["7B", "7B-2"]


def test_names_that_begin_so_come_first_then_names_then_texts() -> None:
    assert found("early") == ["7B-2", "9", "P1"]


def test_every_word_must_be_there_in_any_order() -> None:
    assert found("early young") == ["P1"]
    assert found("early old") == []


def test_nothing_is_found_for_nothing() -> None:
    assert found("  ") == []


def test_words_are_marked_whatever_their_capitals_and_apostrophes() -> None:
    text = "The Children\N{RIGHT SINGLE QUOTATION MARK}s centres & children's homes"
    shown = mark(text, read_sought("children's"))
    assert shown == Markup(
        "The <mark>Children\N{RIGHT SINGLE QUOTATION MARK}s</mark> centres &amp; <mark>children&#39;s</mark> homes"
    )


def test_only_the_stretch_around_the_word_is_shown() -> None:
    text = " ".join(["before"] * 40 + ["needle"] + ["after"] * 60)
    shown = extract(text, read_sought("needle"))
    assert "<mark>needle</mark>" in shown
    assert shown.startswith("…before")
    assert shown.endswith("after…")
    assert len(shown) < 300


@given(st.text(), st.text())
def test_marking_changes_no_word_and_lets_no_markup_through(text: str, sought: str) -> None:
    shown = mark(text, read_sought(sought))
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert Markup(bare).unescape() == text


@pytest.mark.django_db
def test_the_page_finds_records_rules_and_localities(kent_site: str, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    outcome = client.get("/workspace/search/?q=7b").content.decode()
    assert f"/workspace/plans/{KENT}/plan/objective/7B/" in outcome
    assert "<mark>7B</mark>" in outcome
    rule = client.get("/workspace/search/?q=fin-01").content.decode()
    assert "/workspace/rules/FIN-01/" in rule
    place = client.get("/workspace/search/?q=thanet").content.decode()
    assert f"/workspace/plans/{KENT}/places/area/thanet-1/" in place


@pytest.mark.django_db
def test_one_plan_shows_what_all_plans_cut_short(kent_site: str, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    everywhere = client.get("/workspace/search/?q=children").content.decode()
    assert f"/workspace/search/?q=children&amp;plan={KENT}" in everywhere
    one = client.get(f"/workspace/search/?q=children&plan={KENT}").content.decode()
    assert one.count("<li><span") > everywhere.count(f"/workspace/plans/{KENT}/")


@pytest.mark.django_db
def test_what_is_typed_is_shown_as_text(kent_site: str, signed_in: SignedIn) -> None:
    page = signed_in("reader").get("/workspace/search/?q=%3Cscript%3Ealert(1)%3C/script%3E").content.decode()
    assert "<script>alert" not in page


@pytest.mark.django_db
def test_htmx_gets_what_was_found_alone(kent_site: str, signed_in: SignedIn) -> None:
    answer = signed_in("reader").get("/workspace/search/?q=7b", headers={"HX-Request": "true"}).content.decode()
    assert answer.strip().startswith('<div id="found">')

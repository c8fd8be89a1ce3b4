"""The layout and the one way to answer: titles, navigation, fragments, messages, pages of refusal."""

import re
from typing import Any

import pytest
from django.test import Client

from lcsp.vocabulary.actors import Actor, Role
from lcsp.web.navigation import links_of_plan, links_of_site, section_of
from lcsp.web.showing import PlanName

INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)


def text_of(client: Client, address: str, **headers: str) -> str:
    """The body of a page."""
    return client.get(address, headers=headers).content.decode()


def test_a_page_says_where_it_is(looks: Client) -> None:
    page = text_of(looks, "/workspace/plans/kent/findings/")
    assert "<title>Error: Every part – Kent 2009/10 – lcsp</title>" in page
    assert '<html lang="en-GB"' in page
    assert page.count('aria-current="page">Findings<') == 1
    assert 'aria-current="true"><strong class="govuk-service-navigation__active-fallback">Plans<' in page
    assert "Illustrative data" in page


def test_who_is_signed_in_stands_on_every_page_and_signs_out_by_a_form(looks: Client) -> None:
    page = text_of(looks, "/workspace/")
    assert "Signed in as <strong>Jo Field</strong>, administrator, auditor, county planner" in page
    assert re.search(
        r'<form method="post" action="/account/logout/"><input type="hidden" name="csrfmiddlewaretoken"', page
    )


def test_nobody_gets_no_navigation(looks: Client) -> None:
    page = text_of(looks, "/nobody/")
    assert "Sign out" not in page
    assert "<nav" not in page
    assert "<title>Sign in – lcsp</title>" in page


@pytest.mark.parametrize("address", ["/workspace/", "/nobody/", "/absent/", "/broken/"])
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(looks: Client, address: str) -> None:
    response = looks.get(address)
    page = response.content.decode()
    assert not INLINE.search(page), INLINE.search(page)
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


@pytest.mark.parametrize("inline", ['<p style="x">', "<script>x", '<a onclick="x">', "<style>"])
def test_what_is_inline_is_recognised(inline: str) -> None:
    assert INLINE.search(inline)


def test_htmx_gets_the_fragment_and_people_the_page(looks: Client) -> None:
    response = looks.get("/workspace/", headers={"HX-Request": "true"})
    assert response.content.decode().strip().startswith('<div class="lcsp-scroll"')
    assert "HX-Request" in response.headers["Vary"]
    followed = text_of(looks, "/workspace/", **{"HX-Request": "true", "HX-Boosted": "true"})
    gone_back = text_of(looks, "/workspace/", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<!DOCTYPE html>" in followed
    assert "<!DOCTYPE html>" in gone_back


def test_messages_become_banners(looks: Client) -> None:
    page = text_of(looks, "/workspace/")
    assert re.search(r'banner--success" role="alert".*?Saved as revision 12\.', page, re.DOTALL)
    assert re.search(r'role="region".*?The county&#39;s edition is newer', page, re.DOTALL)


def test_a_page_that_is_not_there(looks: Client) -> None:
    response = looks.get("/absent/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_a_mistake_of_our_own_is_owned_up_to(looks: Client) -> None:
    response = looks.get("/broken/")
    assert response.status_code == 500
    assert "Nothing that was saved before is lost" in response.content.decode()


def test_a_form_from_elsewhere_is_refused_with_what_to_do(looks: Client, settings: Any) -> None:
    settings.CSRF_FAILURE_VIEW = "lcsp.web.refusals.stale_form"
    response = Client(enforce_csrf_checks=True).post("/workspace/")
    assert response.status_code == 403
    assert "load the page again" in response.content.decode()


def test_links_are_those_that_a_role_may_follow(looks: Client) -> None:
    def words(*roles: Role) -> list[str]:
        return [link.words for link in links_of_site(Actor(1, "Jo", frozenset(roles)), "home")]

    assert words(Role.READER) == ["Home", "Plans"]
    assert words(Role.AUDITOR) == ["Home", "Plans", "Audit log"]
    assert words(Role.ADMINISTRATOR) == ["Home", "Plans", "Audit log", "People"]
    assert links_of_site(None, "home") == ()


def test_a_manager_may_upload_to_the_own_locality_alone(looks: Client) -> None:
    manager = Actor(1, "Jo", frozenset({Role.LOCALITY_MANAGER}), frozenset({"dover"}))

    def words(locality: str) -> list[str]:
        return [link.words for link in links_of_plan(PlanName("x", "X", locality=locality), manager, "")]

    assert "Download and upload" in words("dover")
    assert "Download and upload" not in words("thanet-1")
    assert "Download and upload" not in words("")
    assert "Download" in words("")


@pytest.mark.parametrize(
    ("path", "section"),
    [("/workspace/", "home"), ("/workspace/plans/kent/", "plans"), ("/below/workspace/search/", "search"), ("/x/", "")],
)
def test_the_section_is_read_from_the_address(path: str, section: str) -> None:
    assert section_of(path) == section

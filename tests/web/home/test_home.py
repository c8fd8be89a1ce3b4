"""The home page of each role."""

import pytest
from django.test import Client
from tests.people_and_plans import OWN_LOCALITY

pytestmark = pytest.mark.django_db


def home_of(signed_in, role: str, query: str = "?on=2009-11-30") -> str:  # type: ignore[no-untyped-def]
    client: Client = signed_in(role)
    response = client.get(f"/workspace/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_locality_manager_sees_what_is_overdue_in_their_own_plan(kent_site, signed_in) -> None:  # type: ignore[no-untyped-def]
    page = home_of(signed_in, "locality manager")
    assert "overdue in Illustrative local plan 2009/10: Ashford Rural" in page
    assert f"/workspace/plans/{OWN_LOCALITY}-2009-10/plan/deliverable/ASR-2.1/" in page
    assert "Thanet 1</td>" not in page  # what is due elsewhere is not shown unasked


def test_all_plans_are_shown_when_asked_for(kent_site, signed_in) -> None:  # type: ignore[no-untyped-def]
    assert "Thanet 1</td>" in home_of(signed_in, "locality manager", "?on=2009-11-30&whose=all")


def test_every_role_has_a_home_with_all_localities(kent_site, signed_in, people) -> None:  # type: ignore[no-untyped-def]
    for role in people:
        page = home_of(signed_in, role)
        assert page.count('class="tile"') == 23, role
        assert "What needs you" in page


def test_a_county_planner_hears_of_localities_that_do_not_report(kent_site, signed_in) -> None:  # type: ignore[no-untyped-def]
    assert "23 localities without a progress report" in home_of(signed_in, "county planner", "?on=2009-04-02")


def test_an_approver_hears_of_plans_without_an_edition(kent_site, signed_in) -> None:  # type: ignore[no-untyped-def]
    assert "24 plans without any edition" in home_of(signed_in, "approver")


def test_an_auditor_sees_the_last_entries_of_the_log(kent_site, signed_in) -> None:  # type: ignore[no-untyped-def]
    assert "read and verify it" in home_of(signed_in, "auditor")


def test_an_administrator_hears_of_accounts_without_a_second_factor(kent_site, signed_in) -> None:  # type: ignore[no-untyped-def]
    assert "whose second factor is not set up yet" in home_of(signed_in, "administrator")


def test_a_day_that_is_none_is_said(kent_site, signed_in) -> None:  # type: ignore[no-untyped-def]
    assert "This is not a day: right would be 2009-11-30." in home_of(signed_in, "reader", "?on=soon")

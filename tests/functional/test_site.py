"""The site as people run it."""

import urllib.error
import urllib.request

import pytest
from tests.functional.kent import KentSite


def test_the_demonstration_prints_how_each_role_signs_in(site: KentSite) -> None:
    assert len(site.people) == 8
    assert len({person.password for person in site.people.values()}) == 8
    assert {role for role, person in site.people.items() if not person.secret} == {"reader", "auditor"}


def test_the_audit_log_of_the_site_is_whole(site: KentSite) -> None:
    verified = site.run("audit", "verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    head = site.run("audit", "head").stdout.strip()
    assert site.run("audit", "verify", "--head", head).returncode == 0
    forged = head[:-1] + ("0" if head[-1] != "0" else "1")
    assert site.run("audit", "verify", "--head", forged).returncode == 1


def test_made_up_people_are_refused_outside_a_demonstration(site: KentSite) -> None:
    given = {**site.environment, "LCSP_DEMO": "no", "LCSP_SECRET_KEY": "x" * 60, "LCSP_HOSTS": "localhost"}
    refused = site._replace(environment=given).run("demo", "examples/kent-2009-10", "--no-serve")
    assert refused.returncode == 2
    assert "LCSP_DEMO" in refused.stderr


def test_who_is_not_signed_in_is_led_to_sign_in(site: KentSite) -> None:
    with urllib.request.urlopen(f"{site.address}/workspace/") as answer:
        assert "/account/sign-in/" in answer.url


def test_pages_carry_the_policy_that_keeps_foreign_scripts_out(site: KentSite) -> None:
    with urllib.request.urlopen(f"{site.address}/account/sign-in/") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_what_is_not_there_is_said_in_a_page(site: KentSite) -> None:
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(f"{site.address}/nowhere/")
    missing.value.close()
    assert missing.value.code == 404

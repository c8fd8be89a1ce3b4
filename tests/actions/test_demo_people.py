"""The people of a demonstration can sign in with what is printed, and exist in a demonstration alone."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.codes import fresh_code

from lcsp.actions.demo_people import OnlyInDemo, code_at, demo_codes, demo_text, make_demo_people
from lcsp.store.models import Account
from lcsp.vocabulary.actors import Role, needs_second_factor

LOCALITIES = ("ashford-rural", "ashford-one", "thanet-1")


def test_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B, the last 6 of its 8 digits; its secret in base32.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert [code_at(secret, at) for at in (59, 1111111109, 20000000000)] == ["287082", "081804", "353130"]


def test_each_role_has_somebody_who_can_sign_in(db: None, settings: Any) -> None:
    settings.DEMO = True
    people = make_demo_people(LOCALITIES)
    assert [person.role for person in people] == list(Role)
    assert len({person.password for person in people}) == len(people)
    for person in people:
        client = Client(REMOTE_ADDR="127.0.0.2")
        client.post("/account/sign-in/", {"login": person.email, "password": person.password})
        assert bool(person.totp_secret) is needs_second_factor(person.role)
        if person.totp_secret:
            client.post("/account/second-factor/code/", {"code": fresh_code(person.totp_secret)})
        assert client.get("/workspace/account/").status_code == 200, person.role
    manager = Account.objects.get(email="locality.manager@demo.example").actor
    assert manager.localities == {"ashford-rural", "ashford-one"}


def test_the_text_says_all_that_is_needed(db: None, settings: Any) -> None:
    settings.DEMO = True
    people = make_demo_people(LOCALITIES)
    text = demo_text(people, "http://localhost:8000/")
    for person in people:
        assert person.email in text
        assert person.password in text
        assert person.totp_secret in text
    assert "http://localhost:8000/account/demo-codes/" in text


def test_a_second_start_gives_fresh_passwords(db: None, settings: Any) -> None:
    settings.DEMO = True
    first, second = make_demo_people(LOCALITIES), make_demo_people(LOCALITIES)
    assert not {person.password for person in first} & {person.password for person in second}
    assert Account.objects.filter(email__endswith="@demo.example").count() == len(Role)


def test_the_page_of_codes_shows_what_an_app_shows(db: None, settings: Any) -> None:
    settings.DEMO = True
    people = make_demo_people(LOCALITIES)
    shown = dict(demo_codes(at=1_000_000_000.0))
    assert shown == {
        person.name: code_at(person.totp_secret, 1_000_000_000.0) for person in people if person.totp_secret
    }
    assert re.search(r">\d{6}<", Client().get("/account/demo-codes/").content.decode())


def test_they_are_refused_elsewhere(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(OnlyInDemo):
        make_demo_people(LOCALITIES)
    with pytest.raises(OnlyInDemo):
        demo_codes(0)
    assert not Account.objects.filter(email__endswith="@demo.example").exists()

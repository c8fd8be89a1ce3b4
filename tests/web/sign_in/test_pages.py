"""Every page of signing in is ours, and can be shown."""

import pytest
from django.test import Client
from tests.web.sign_in.conftest import MakePerson, enter_password

from lcsp.vocabulary.actors import Role

ANYBODY = ("sign-in", "closed", "password/forgotten", "password/forgotten/sent", "password/set", "password/link/1-x")
SIGNED_IN = (
    "sign-out",
    "confirm",
    "password",
    "second-factor",
    "second-factor/app",
    "passkeys",
    "passkeys/add",
    "sessions",
)


@pytest.mark.parametrize("address", ANYBODY)
def test_a_page_that_anybody_sees(db: None, client: Client, address: str) -> None:
    page = client.get(f"/account/{address}/")
    assert page.status_code == 200
    assert "Local children’s services partnerships" in page.content.decode()


@pytest.mark.parametrize("address", SIGNED_IN)
def test_a_page_of_who_is_signed_in(make_person: MakePerson, client: Client, address: str) -> None:
    make_person(Role.READER)
    assert client.get(f"/account/{address}/").status_code == 302
    enter_password(client)
    page = client.get(f"/account/{address}/")
    assert page.status_code == 200
    assert "Signed in as <strong>Ann Example" in page.content.decode()

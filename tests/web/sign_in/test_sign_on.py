"""The council's sign-on: who has an account gets in, nobody else does, and its second factor counts if it says so."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests.codes import fresh_code
from tests.web.sign_in.conftest import SECRET as TOTP_SECRET
from tests.web.sign_in.conftest import MakePerson
from tests.web.sign_in.identity_provider import CLIENT, SECRET, IdentityProvider, identity_provider

from lcsp.config.environment import SignOn
from lcsp.store.models import Account, AuditEntry
from lcsp.vocabulary.actors import Role


@pytest.fixture
def provider(settings: Any) -> Iterator[IdentityProvider]:
    """An identity provider that the site is configured with."""
    with identity_provider() as running:
        settings.SIGN_ON = SignOn("Kent sign-on", running.address, CLIENT, SECRET, ("kent.example",), "strong")
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "council",
                        "name": "Kent sign-on",
                        "client_id": CLIENT,
                        "secret": SECRET,
                        "settings": {"server_url": running.address},
                    }
                ],
            }
        }
        settings.ROOT_URLCONF = "tests.web.sign_in.site_with_sign_on"
        yield running


def sign_on(client: Client, provider: IdentityProvider, query: str = "") -> Any:
    """Press the button, sign in there, and come back."""
    sent = client.post(f"/account/sign-on/council/{query}")
    address = sent.headers["Refresh"].removeprefix("0; url=")
    assert address.startswith(f"{provider.address}/authorize?")
    assert sent.status_code == 200, "a form may not lead elsewhere, by the policy of the site"
    back = provider.agree(address)
    return client.get(back.removeprefix("http://testserver"))


def test_the_button_is_there_only_where_it_is_configured(
    db: None, client: Client, request: pytest.FixtureRequest
) -> None:
    assert "sign-on/council" not in client.get("/account/sign-in/").content.decode()
    request.getfixturevalue("provider")
    page = client.get("/account/sign-in/?next=/workspace/plans/").content.decode()
    assert "Kent sign-on" in page
    assert "/account/sign-on/council/?next=%2Fworkspace%2Fplans%2F" in page


def test_an_account_is_found_by_its_verified_address(
    make_person: MakePerson, client: Client, provider: IdentityProvider
) -> None:
    account = make_person(Role.READER)
    password = account.password
    answer = sign_on(client, provider, "?next=/workspace/account/")
    assert answer.headers["Location"] == "/workspace/account/"
    assert "Signed in as <strong>Ann Example" in client.get("/workspace/account/").content.decode()
    account.refresh_from_db()
    assert account.password == password
    assert not SocialAccount.objects.exists(), "it is found by its address each time, and by nothing else"
    entry = AuditEntry.objects.filter(action="sign in").latest("number")
    assert (entry.by, '"way": "sign-on"' in entry.facts) == (account.pk, True)


@pytest.mark.parametrize(
    "says",
    [
        {"email": "nobody@example.gov.uk"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": None},
        {"email": None},
    ],
)
def test_nobody_else_gets_in_or_gets_an_account(
    make_person: MakePerson, client: Client, provider: IdentityProvider, says: dict[str, Any]
) -> None:
    make_person(Role.READER)
    before = Account.objects.count()
    provider.says |= says
    answer = sign_on(client, provider)
    assert answer.status_code == 403
    assert "You have no account here" in answer.content.decode()
    assert client.get("/workspace/account/").status_code == 302
    assert Account.objects.count() == before
    assert AuditEntry.objects.filter(action="sign-on refused").count() == 1


def test_the_operator_can_vouch_for_a_domain(
    make_person: MakePerson, client: Client, provider: IdentityProvider
) -> None:
    make_person(Role.READER, email="ann@kent.example")
    provider.says = {"sub": "1", "email": "Ann@Kent.example"}
    assert sign_on(client, provider).status_code == 302
    assert client.get("/workspace/account/").status_code == 200


def test_a_closed_account_stays_closed(make_person: MakePerson, client: Client, provider: IdentityProvider) -> None:
    Account.objects.filter(pk=make_person(Role.READER).pk).update(is_active=False)
    assert sign_on(client, provider).headers["Location"] == "/account/closed/"
    assert client.get("/workspace/account/").status_code == 302


def test_ours_is_asked_where_it_does_not_say_so(
    make_person: MakePerson, client: Client, provider: IdentityProvider
) -> None:
    make_person(Role.FINANCE, factor=True)
    provider.in_id_token = {"amr": ["pwd"], "acr": "weak"}
    provider.says["amr"] = ["mfa"]
    provider.in_id_token["amr"] = ["pwd"]
    assert sign_on(client, provider).headers["Location"] == "/account/second-factor/code/"
    assert client.get("/workspace/account/").status_code == 302
    client.post("/account/second-factor/code/", {"code": fresh_code(TOTP_SECRET)})
    assert client.get("/workspace/account/").status_code == 200


def test_one_is_set_up_where_neither_has_one(
    make_person: MakePerson, client: Client, provider: IdentityProvider
) -> None:
    make_person(Role.FINANCE)
    sign_on(client, provider)
    assert client.get("/workspace/account/").headers["Location"] == "/account/second-factor/"


@pytest.mark.parametrize("said", [{"amr": ["pwd", "mfa"]}, {"acr": "strong"}])
@pytest.mark.parametrize("factor", [True, False])
def test_its_second_factor_counts_where_it_says_so(
    make_person: MakePerson, client: Client, provider: IdentityProvider, said: dict[str, Any], factor: bool
) -> None:
    make_person(Role.FINANCE, factor=factor)
    provider.in_id_token = said
    assert sign_on(client, provider, "?next=/workspace/account/").headers["Location"] == "/workspace/account/"
    assert client.get("/workspace/account/").status_code == 200


def test_an_account_is_not_tied_to_another_persons_sign_on(
    make_person: MakePerson, client: Client, provider: IdentityProvider
) -> None:
    client.force_login(make_person(Role.READER))
    assert sign_on(client, provider, "?process=connect").status_code == 403
    assert not SocialAccount.objects.exists()


def test_an_answer_that_nobody_asked_for_is_refused(db: None, client: Client, provider: IdentityProvider) -> None:
    answer = client.get("/account/sign-on/council/answer/?code=x&state=y")
    assert "did not answer as it should" in answer.content.decode()
    cancelled = client.get("/account/sign-on/cancelled/")
    assert "You did not sign in" in cancelled.content.decode()

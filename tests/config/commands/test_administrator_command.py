"""The first administrator of a site is added from the terminal, once."""

import re
from typing import Any

import pytest
from django.test import Client

from lcsp.cli import main
from lcsp.store.models import Grant


def test_the_first_is_added_and_can_set_a_password(db: None, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    Grant.objects.filter(role="administrator").delete()
    settings.ALLOWED_HOSTS = ["plans.example.gov.uk", "testserver"]
    assert main(["administrator", "first@example.gov.uk", "The first"]) == 0
    found = re.search(r"https://plans\.example\.gov\.uk(/account/password/link/\S+/)", capsys.readouterr().out)
    assert found
    assert Client().get(found[1]).headers["Location"].endswith("-set-password/")


@pytest.mark.parametrize("email", ["second@example.gov.uk", "no address"])
def test_another_is_refused(db: None, email: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["administrator", email, "The second"]) == 2
    assert "there is an administrator already" in capsys.readouterr().err

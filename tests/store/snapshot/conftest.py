"""A site with everything that a backup keeps, and a backup of it, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.functional.kent import Environment
from tests.store.snapshot.sites import PLANS, ask, must, new_site

_FILL = """
from django.db import transaction
from lcsp.actions.reviews import comment
from lcsp.store.editions import find_edition, save_document
from lcsp.store.models import Account
from tests.people_and_plans import KENT
analyst = Account.objects.filter(grants__role="analyst")[0].actor
comment(by=analyst, plan=KENT, noun="board", key="cabinet", text="Is this its name?")
with transaction.atomic():
    save_document(find_edition(KENT, "First edition"), "html", bytes(range(256)))
"""


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """A demonstration with Kent, one of its localities, an edition with a document, and a comment."""
    with new_site(tmp_path_factory.mktemp("full")) as environment:
        must(environment, "demo", *PLANS, "--pupils", "0", "--no-serve")
        ask(environment, _FILL)
        yield environment


@pytest.fixture(scope="session")
def backup(full_site: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of that site."""
    file = tmp_path_factory.mktemp("backups") / "site.zip"
    must(full_site, "backup", str(file))
    return file

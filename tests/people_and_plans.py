"""The site in tests: Kent and its localities in the test database, one account a role, and clients signed in."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import django
import pytest
from pytest_django.plugin import DjangoDbBlocker

if TYPE_CHECKING:
    from lcsp.store.models import Edition
    from lcsp.vocabulary.actors import Actor

ROOT = Path(__file__).resolve().parent.parent
KENT = "kent-lcsp-2009-10"
LOCALITIES_FOLDER = "examples/kent-2009-10-localities"
OWN_LOCALITY, OTHER_LOCALITY = "ashford-rural", "thanet-1"

# Before Django reads its settings: a demonstration needs no secrets, and its files go where nobody keeps any.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lcsp.config.settings")
os.environ.setdefault("LCSP_DEMO", "yes")
os.environ.setdefault("LCSP_SECRET_KEY", "a key for tests alone, long enough and of no use to anybody else")
os.environ.setdefault("LCSP_DATA", tempfile.mkdtemp(prefix="lcsp-tests-"))
django.setup()


def example_plans() -> Iterator[Path]:
    """The folder of the county's plan, then those of the localities."""
    yield ROOT / "examples/kent-2009-10"
    yield from sorted(path.parent for path in (ROOT / LOCALITIES_FOLDER).glob("*/plan.toml"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Take Kent, its localities and one person a role into the test database; every test finds them as they were."""
    with django_db_blocker.unblock():
        _fill()


def _fill() -> None:
    from lcsp.actions.plans import import_plan
    from lcsp.files import read_plan
    from lcsp.files.county import read_county_of
    from lcsp.store.models import Account, Grant
    from lcsp.vocabulary.actors import Role

    for role in Role:
        account = Account.objects.create(email=f"{role.value.replace(' ', '.')}@example.org", name=f"The {role.value}")
        locality = OWN_LOCALITY if role is Role.LOCALITY_MANAGER else ""
        Grant.objects.create(account=account, role=role, locality=locality)
    planner = Account.objects.get(email="county.planner@example.org").actor
    for folder in example_plans():
        plan = read_county_of(read_plan(folder), folder).plan
        import_plan(by=planner, plan=plan, why="Taken from the example")


@pytest.fixture
def people(db: None) -> "dict[str, object]":
    """The account of each role, by the role's name."""
    from lcsp.store.models import Account

    return {a.email.split("@")[0].replace(".", " "): a for a in Account.objects.filter(email__endswith="@example.org")}


@pytest.fixture
def kent_site(db: None) -> str:
    """The code of the county's plan, which stands in the database with its 23 local plans `local_code(area)`."""
    return KENT


def local_code(area: str) -> str:
    """Return the code of the local plan of an area."""
    from lcsp.store.plans import load_plans

    return next(state.code for state in load_plans() if state.locality == area)


def publish(plan: str, name: str, why: str = "For the cabinet") -> "Edition":
    """Bring a plan as it stands through review and approval, and publish it: return the edition."""
    from lcsp.actions.editions import make_edition
    from lcsp.store.plans import load_plan

    approve_plan(plan)
    return make_edition(by=_actor("approver"), plan=plan, name=name, why=why, base=load_plan(plan).number)


def approve_plan(plan: str) -> None:
    """Send a plan for review as it stands, and approve it."""
    from lcsp.actions.reviews import approve, send_for_review
    from lcsp.store.plans import load_plan

    base = load_plan(plan).number
    send_for_review(by=_actor("county planner"), plan=plan, base=base, why="To be looked at")
    approve(by=_actor("approver"), plan=plan, base=base, why="Agreed by the cabinet")


def _actor(role: str) -> "Actor":
    from lcsp.store.models import Account

    return Account.objects.filter(grants__role=role).order_by("pk")[0].actor


@pytest.fixture
def signed_in(people: dict[str, object]) -> "Callable[[str], object]":
    """`signed_in("county planner")` is a client of that person, whose second factor has been asked."""
    from django.test import Client

    from lcsp.web.sign_in.second_factor import mark_second_factor

    def sign_in(role: str) -> Client:
        client = Client()
        account = people[role]
        client.force_login(account)  # type: ignore[arg-type]
        session = client.session
        mark_second_factor(session, account)  # type: ignore[arg-type]
        session.save()
        return client

    return sign_in

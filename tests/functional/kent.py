"""The demonstration site of Kent as people run it, served on this machine, and pages of people who have signed in."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import URLError

import pytest
from tests.people_and_plans import ROOT, example_plans

from lcsp.actions.demo_people import code_at

SERVER_STARTS_WITHIN = 30  # seconds
_PERSON = re.compile(r"^  (\S.*)\n    address   (\S+)\n    password  (\S+)(?:\n    secret    (\S+))?", re.MULTILINE)
Environment = dict[str, str]


class Person(NamedTuple):
    """How a made-up person signs in, as the demonstration printed it."""

    email: str
    password: str
    secret: str

    @property
    def code(self) -> str:
        """The six digits of the moment."""
        return code_at(self.secret, time.time())


class KentSite(NamedTuple):
    """A running site: its address, its people by role, and the environment of its commands."""

    address: str
    people: dict[str, Person]
    environment: Environment

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `lcsp` with `words` on this site."""
        return run_lcsp(self.environment, *words)


def run_lcsp(environment: Environment, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lcsp", *words]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Person], Environment]]:
    """A demonstration site with Kent and its localities, made once: its people, and the environment of its commands."""
    environment = {**os.environ, "LCSP_DEMO": "yes", "LCSP_DATA": str(tmp_path_factory.mktemp("made"))}
    with own_database(environment):
        made = run_lcsp(environment, "demo", *map(str, example_plans()), "--pupils", "0", "--no-serve")
        assert made.returncode == 0, made.stderr
        found = {role.split(" of ")[0]: Person(*rest) for role, *rest in _PERSON.findall(made.stdout)}
        yield found, environment


@pytest.fixture(scope="module")
def site(
    made_site: tuple[dict[str, Person], Environment], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KentSite]:
    """A site of this module's own, with the plans and people of `made_site`, running until the module's tests end."""
    people, made = made_site
    data = tmp_path_factory.mktemp("served")
    environment = {**made, "LCSP_DATA": str(data), "LCSP_PUPILS": str(data / "pupils")}
    with own_database(environment, like=made), _served(environment) as address:
        yield KentSite(address, people, environment)


@contextmanager
def own_database(environment: Environment, like: Environment | None = None) -> Iterator[None]:
    """Give `environment` a database of its own, a copy of `like`'s if given; it goes when the block ends."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        if like:
            shutil.copy(Path(like["LCSP_DATA"]) / "lcsp.sqlite3", environment["LCSP_DATA"])
        yield
        return
    name = f"lcsp_{os.getpid()}_{time.monotonic_ns()}"
    _say(server, f"CREATE DATABASE {name} TEMPLATE {like['DATABASE_NAME'] if like else 'template0'}")
    head, _, query = server.partition("?")
    environment |= {"DATABASE_URL": f"{head.rpartition('/')[0]}/{name}?{query}", "DATABASE_NAME": name}
    try:
        yield
    finally:
        _say(server, f"DROP DATABASE {name} WITH (FORCE)")


def _say(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(statement.encode())


@contextmanager
def _served(environment: Environment) -> Iterator[str]:
    """Run the site on a free port of the loopback until the block ends, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "lcsp", "serve", "--port", str(port), "--workers", "1"]
    log = Path(environment["LCSP_DATA"]) / "server.log"
    with log.open("w") as written:
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=written, stderr=written)
    try:
        wait_for(server, f"http://localhost:{port}/account/sign-in/", log)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    until = time.monotonic() + SERVER_STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the site does not answer:\n{log.read_text()}")


_SESSION = """
import sys, time, django
django.setup()
from importlib import import_module
from types import SimpleNamespace
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from lcsp.store.models import Account
from lcsp.web.sign_in.middleware import begin_session
from lcsp.web.sign_in.second_factor import mark_second_factor
account = Account.objects.get(email=sys.argv[1])
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(account.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
session[HASH_SESSION_KEY] = account.get_session_auth_hash()
# In an hour: fresh for as long as the tests take, however slow the machine.
session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 3600}]
begin_session(SimpleNamespace(session=session))
mark_second_factor(session, account)
session.save()
print(settings.SESSION_COOKIE_NAME, session.session_key)
"""


def open_session(site: KentSite, role: str) -> tuple[str, str]:
    """Open a session for a person in the site's database; return the name and value of its cookie."""
    command = [sys.executable, "-c", _SESSION, site.people[role].email]
    given = {**site.environment, "DJANGO_SETTINGS_MODULE": "lcsp.config.settings"}
    made = subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, check=True)
    name, value = made.stdout.split()
    return name, value


@pytest.fixture
def page_of(chromium: Any, site: KentSite) -> Iterator[Callable[..., Any]]:
    """`page_of("county planner", width=320, scripts=False)` is a page of somebody who has signed in already.

    The session is put into the database: signing in itself is one journey, and is tried in test_sign_in.py.
    """
    contexts = []

    def open_page(role: str, *, width: int = 1280, height: int = 900, scripts: bool = True) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts)
        contexts.append(context)
        name, value = open_session(site, role)
        context.add_cookies([{"name": name, "value": value, "url": site.address}])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()

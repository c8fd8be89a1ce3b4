"""What the tests in a browser get: the site, served as in production, and people who can sign in to it."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NamedTuple

import pytest
from tests.functional.kent import made_site, page_of, site

__all__ = ["made_site", "page_of", "site"]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
)
_MAKE = """
import json, django
django.setup()
from lcsp.actions.accounts import make_account
from lcsp.actions.demo_people import make_demo_people
from lcsp.store.models import Grant
people = make_demo_people(("ashford-rural", "thanet-1"))
new = make_account("new@demo.example", "New person")
new.set_password("three unlikely words")
new.save()
Grant.objects.create(account=new, role="finance")
print(json.dumps([[p.role.value, p.email, p.password, p.totp_secret] for p in people] + [["new", new.email, "three unlikely words", ""]]))
"""


class SignIn(NamedTuple):
    """How one person signs in."""

    email: str
    password: str
    secret: str


class Site(NamedTuple):
    """A running site: its address, and its people by role ("new" has a role that writes, and no second factor yet)."""

    address: str
    people: dict[str, SignIn]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = monotonic() + 30
    while monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"the server stopped with {server.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    pytest.fail("the server did not answer in 30 seconds")


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with people and without plans, in a process of its own, on a database of its own."""
    data, port = tmp_path_factory.mktemp("site"), _free_port()
    (data / "static").mkdir()
    given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "LCSP_SECRET_KEY")}
    environment = {**given, "LCSP_DEMO": "yes", "LCSP_DATA": str(data)}

    def python(*arguments: str) -> str:
        done = subprocess.run([sys.executable, *arguments], env=environment, check=True, capture_output=True, timeout=120)
        return done.stdout.decode()

    python("-m", "django", "migrate", "--verbosity", "0")
    people = {role: SignIn(*rest) for role, *rest in json.loads(python("-c", _MAKE))}
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--port", str(port)]
    with (data / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "lcsp.config.wsgi:application"], env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(port, server)
            yield Site(f"http://localhost:{port}", people)
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture(scope="session")
def chromium(require_tool: Any) -> Iterator[Any]:
    """Chromium, driven by playwright."""
    program = require_tool("chromium", "chromium-browser", "google-chrome", how="apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not here (./run test has it)")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=FLAGS.split())
        yield started
        started.close()

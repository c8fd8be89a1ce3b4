"""What the tests of the whole site get: the demonstration as people start it, and a browser."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

import pytest

_WAIT = 120  # seconds: to read 24 plans on a machine that has other things to do


class SignIn(NamedTuple):
    """How one person signs in, as the demonstration prints it; `secret` is blank where no code is asked for."""

    email: str
    password: str
    secret: str


class Site(NamedTuple):
    """A running demonstration: its address, its people by role, and the environment of its processes."""

    address: str
    people: dict[str, SignIn]
    environment: dict[str, str]
    root: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of lcsp in the site's environment."""
        command = [sys.executable, "-m", "lcsp", *arguments]
        return subprocess.run(
            command, cwd=self.root, env=self.environment, capture_output=True, text=True, timeout=_WAIT, check=False
        )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = monotonic() + _WAIT
    while monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.2)
        else:
            return
    pytest.fail(f"the site does not answer; it said:\n{log.read_text('utf-8')}", pytrace=False)


def _read_people(text: str) -> dict[str, SignIn]:
    """Read what the demonstration prints: a line with the role, then address, password and secret."""
    found = re.findall(
        r"^  (\w[\w ]*?)(?: of .*)?\n    address +(\S+)\n    password +(\S+)\n(?:    secret +(\S+)\n)?", text, re.M
    )
    return {role: SignIn(email, password, secret) for role, email, password, secret in found}


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration with Kent and its localities, in processes of its own, on a database of its own."""
    data, port = tmp_path_factory.mktemp("site"), _free_port()
    given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = {
        **given,
        "LCSP_DEMO": "yes",
        "LCSP_DATA": str(data),
        "LCSP_SECRET_KEY": "a key for tests alone, long enough and of no use to anybody else",
    }
    plans = ["examples/kent-2009-10", *sorted(map(str, (root / "examples/kent-2009-10-localities").glob("*/")))]
    log = data / "log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "lcsp", "demo", *plans, "--pupils", "0", "--port", str(port)],
            cwd=root, env=environment, stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_for(port, server, log)
            yield Site(f"http://localhost:{port}", _read_people(log.read_text("utf-8")), environment, root)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)

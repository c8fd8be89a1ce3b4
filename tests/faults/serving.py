"""A site of a test's own, served over HTTP as operators run it, that can be killed at any moment; and its people."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from tests.functional.kent import Environment, KentSite, Person, open_session, own_database, run_lcsp, wait_for
from tests.people_and_plans import KENT, LOCALITIES_FOLDER, ROOT

__all__ = ["KENT", "Answer", "Served", "Visitor", "new_site"]

PLANS = ("examples/kent-2009-10", f"{LOCALITIES_FOLDER}/ashford-rural")
PLANNER = "county planner"
_EMAIL = re.compile(r"address +(\S*planner\S*)")
_TOKEN = "t" * 32  # what Django compares is that the cookie and the form say the same


class Answer(NamedTuple):
    """What the server said: the status, the page, and where it sends the visitor on."""

    status: int
    page: str
    location: str


class Served:
    """A site and its server: `start` it, `kill` it with all its processes, look into its database with `ask`."""

    def __init__(self, environment: Environment, email: str, workers: int) -> None:
        self.environment, self.workers = environment, workers
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.site = KentSite(f"http://localhost:{self.port}", {PLANNER: Person(email, "", "")}, environment)
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server in a group of processes of its own, and wait until it answers."""
        command = [sys.executable, "-m", "lcsp", "serve", "--port", str(self.port), "--workers", str(self.workers)]
        log = Path(self.environment["SERVER_LOG"])
        with log.open("ab") as said:
            self._server = subprocess.Popen(
                command, env=self.environment, cwd=ROOT, stdout=said, stderr=said, start_new_session=True
            )
        wait_for(self._server, f"{self.site.address}/health/", log)

    def processes(self) -> list[int]:
        """Return the numbers of the server's processes."""
        assert self._server is not None
        group = self._server.pid
        found = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
        return [number for number in found if _group_of(number) == group]

    def kill(self) -> None:
        """End the server and all its workers at once, with no time to put anything in order."""
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = None

    def stop(self) -> None:
        """End the server as an operator does."""
        if self._server is None:
            return
        self._server.terminate()
        try:
            self._server.wait(15)
            self._server = None
        except subprocess.TimeoutExpired:
            self.kill()

    def ask(self, code: str, *words: str) -> str:
        """Run some Python on the site's database in a process of its own; return what it prints."""
        given = {**self.environment, "DJANGO_SETTINGS_MODULE": "lcsp.config.settings"}
        command = [sys.executable, "-c", f"import sys, django\ndjango.setup()\n{code}", *words]
        return subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `lcsp` with `words` on this site."""
        return run_lcsp(self.environment, *words)

    def planner(self) -> "Visitor":
        """Return the county's planner, who has signed in."""
        return Visitor(self.port, "=".join(open_session(self.site, PLANNER)))


def _group_of(process: int) -> int:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return 0


class Visitor:
    """Somebody with a session who reads pages and sends forms; OSError or HTTPException where nobody answers."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port = port
        self._headers = {"Cookie": f"{cookie}; csrftoken={_TOKEN}", "Host": f"localhost:{port}"}

    def get(self, path: str) -> Answer:
        """Return the page at `path`."""
        return self._send("GET", path, b"", {})

    def post(self, path: str, fields: Mapping[str, str], files: Mapping[str, bytes] | None = None) -> Answer:
        """Send a form with `files`, contents by name, and return the answer; nothing is sent twice."""
        mark = secrets.token_hex(8)
        parts = [(f'name="{name}"', text.encode()) for name, text in {**fields, "csrfmiddlewaretoken": _TOKEN}.items()]
        parts += [(f'name="files"; filename="{name}"', content) for name, content in (files or {}).items()]
        disposition = "Content-Disposition: form-data; "
        body = b"".join(f"--{mark}\r\n{disposition}{head}\r\n\r\n".encode() + text + b"\r\n" for head, text in parts)
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._send("POST", path, body + f"--{mark}--\r\n".encode(), kind)

    def save(self, path: str, fields: Mapping[str, str], why: str, base: int) -> Answer:
        """Send the form of a record, and once more with "save all the same" where new findings are shown first."""
        sent = {**fields, "revision-why": why, "revision-base": str(base), "revision-do": "save"}
        answer = self.post(path, sent)
        seen = entered("revision-seen", answer.page)
        return self.post(path, {**sent, "revision-do": "anyway", "revision-seen": seen}) if seen else answer

    def _send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=90)
        try:
            connection.request(method, path, body, {**self._headers, **headers})
            response = connection.getresponse()
            return Answer(response.status, response.read().decode(), response.headers.get("Location", ""))
        finally:
            connection.close()


def entered(name: str, page: str) -> str:
    """Return what the field `name` of a form holds, a hidden one too; blank where there is none."""
    found = re.search(rf'name="{name}"(?: type="\w+")? value="([^"]*)"', page)
    found = found or re.search(rf'<textarea [^>]*name="{name}"[^>]*>([^<]*)</textarea>', page)
    return unescape(found[1]) if found else ""


@contextmanager
def new_site(data: Path, *, workers: int = 2, **more: str) -> Iterator[Served]:
    """Make a site with Kent and one locality in the folder `data`, on the database in use; it goes with the block.

    It is not started yet; it is stopped at the end, however it stands then.
    """
    environment = {**os.environ, "LCSP_DEMO": "yes", "LCSP_DATA": str(data), "SERVER_LOG": f"{data}.log", **more}
    with own_database(environment):
        made = run_lcsp(environment, "demo", *PLANS, "--pupils", "0", "--no-serve")
        assert made.returncode == 0, made.stderr
        found = _EMAIL.search(made.stdout)
        assert found
        served = Served(environment, found[1], workers)
        try:
            yield served
        finally:
            served.kill()

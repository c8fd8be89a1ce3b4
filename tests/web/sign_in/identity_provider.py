"""A small identity provider (OpenID Connect) for tests, on this machine: it signs in whoever the test says."""

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

CLIENT, SECRET = "lcsp", "a secret between the two"


class IdentityProvider:
    """What it says of the person who signs in, and what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.says: dict[str, Any] = {"sub": "1", "email": "ann@example.gov.uk", "email_verified": True}
        self.in_id_token: dict[str, Any] = {}
        self.asked: list[str] = []
        self._codes: dict[str, str] = {}

    def agree(self, authorize: str) -> str:
        """Do as a browser whose user signs in: return the address at the site that the answer is sent to."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(authorize).query).items()}
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self._codes[code] = query["redirect_uri"]
        return f"{query['redirect_uri']}?code={code}&state={query['state']}"

    def answer(self, path: str, sent: dict[str, str]) -> Any:
        """What each of its addresses answers, None where there is nothing."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "person"}
            places = {name: f"{self.address}/{where}" for name, where in names.items()}
            return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **places}
        if path == "/token":
            return (
                {"access_token": "x", "token_type": "Bearer", "id_token": self._id_token()}
                if self._is_ours(sent)
                else None
            )
        return self.says if path == "/person" else None

    def _is_ours(self, sent: dict[str, str]) -> bool:
        known = self._codes.pop(sent.get("code", ""), None)
        return (
            known == sent.get("redirect_uri")
            and bool(sent.get("code_verifier"))
            and sent.get("client_secret") == SECRET
        )

    def _id_token(self) -> str:
        now = int(time.time())
        said = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.says, **self.in_id_token}
        return jwt.encode(said, "k" * 32, algorithm="HS256")


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """Run one until the test ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(provider.answer(urlsplit(self.path).path, {}))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(
                provider.answer(urlsplit(self.path).path, {name: part[0] for name, part in parse_qs(body).items()})
            )

        def _say(self, what: Any) -> None:
            body = json.dumps(what).encode()
            self.send_response(400 if what is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = IdentityProvider(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""The environment variables that the site reads, each with what it is for and what to do when it is wrong."""

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

_YES = ("1", "yes", "true", "on")
_NO = ("", "0", "no", "false", "off")


class Misconfigured(Exception):
    """An environment variable is absent or wrong; the message names it and says how to mend it."""


class Environment(NamedTuple):
    """What the environment says of this installation."""

    demo: bool
    secret_key: str
    old_secret_keys: tuple[str, ...]
    hosts: tuple[str, ...]
    database_url: str
    data: Path
    https: bool
    sign_on: "SignOn | None"
    mail_host: str
    mail_from: str
    help: str
    proxies: int
    log_requests: bool


class SignOn(NamedTuple):
    """The council's identity provider (OpenID Connect).

    `domains` are those whose addresses it is believed to have verified without saying so; `strong` is the value of its
    claim `acr` that stands for a second factor.
    """

    name: str
    server: str
    client: str
    secret: str
    domains: tuple[str, ...] = ()
    strong: str = ""


# name, meaning, example: the reference page and the environment sample are made from this list.
VARIABLES: tuple[tuple[str, str, str], ...] = (
    ("LCSP_SECRET_KEY", "secret of at least 50 characters that signs sessions; keep it out of version control", ""),
    (
        "LCSP_OLD_SECRET_KEYS",
        "keys that LCSP_SECRET_KEY had before, parted by commas: what they signed or locked still opens",
        "",
    ),
    ("LCSP_HOSTS", "names by which browsers reach the site, parted by commas", "plans.example.gov.uk"),
    ("DATABASE_URL", "PostgreSQL or SQLite database; without it, a SQLite file in LCSP_DATA", "postgres:///lcsp"),
    ("LCSP_DATA", "folder of the SQLite database", "/var/lib/lcsp"),
    ("LCSP_PUPILS", "folder of the pupil store, which analysts' commands read; apart from the database", "/srv/pupils"),
    ("LCSP_ENGINE", "spark = attendance is counted by Apache Spark; embedded (or nothing) = here", "spark"),
    ("LCSP_SPARK_MASTER", "master of Spark, or the address of Spark Connect", "spark://spark.example.gov.uk:7077"),
    ("LCSP_HTTPS", "no = the site is reached without HTTPS (a demonstration on one machine only)", "yes"),
    ("LCSP_DEMO", "yes = a demonstration with made-up people; never in production", "no"),
    ("LCSP_PROXIES", "how many proxies stand in front of the site and add to X-Forwarded-For", "1"),
    (
        "LCSP_HELP",
        "whom people ask who cannot sign in; shown on the sign-in pages",
        "plans@example.gov.uk, 01622 000000",
    ),
    ("LCSP_LOG_REQUESTS", "no = no line in the log for each request; what goes wrong is always logged", "yes"),
    ("LCSP_MAIL_HOST", "server that sends mail, such as forgotten passwords; without it none is sent", "mail.local"),
    ("LCSP_MAIL_FROM", "address from which mail is sent", "plans@example.gov.uk"),
    ("LCSP_SIGN_ON_NAME", "what the button of the council's identity provider says", "Kent sign-on"),
    ("LCSP_SIGN_ON_SERVER", "address of the identity provider (OpenID Connect)", "https://id.example.gov.uk"),
    ("LCSP_SIGN_ON_CLIENT", "client identifier that the identity provider has given", "lcsp"),
    ("LCSP_SIGN_ON_SECRET", "client secret that the identity provider has given", ""),
    ("LCSP_SIGN_ON_DOMAINS", "domains whose addresses it has verified though it does not say so", "example.gov.uk"),
    ("LCSP_SIGN_ON_STRONG", "value of its claim acr that stands for a second factor; amr with mfa always does", ""),
)
LEAST_KEY = 50


def read_environment(given: Mapping[str, str] = os.environ) -> Environment:
    """Return what `given` says; raises Misconfigured where the site could not run safely."""
    demo = _flag(given, "LCSP_DEMO", False)
    data = Path(given.get("LCSP_DATA") or "build/site").absolute()
    return Environment(
        demo=demo,
        secret_key=_secret_key(given, demo, data),
        old_secret_keys=_names(given, "LCSP_OLD_SECRET_KEYS"),
        hosts=_hosts(given, demo),
        database_url=_database_url(given, data),
        data=data,
        https=_flag(given, "LCSP_HTTPS", not demo),
        sign_on=_sign_on(given),
        mail_host=given.get("LCSP_MAIL_HOST", ""),
        mail_from=given.get("LCSP_MAIL_FROM", "") or "lcsp@localhost",
        help=given.get("LCSP_HELP", "").strip(),
        proxies=_count(given, "LCSP_PROXIES"),
        log_requests=_flag(given, "LCSP_LOG_REQUESTS", True),
    )


def find_mistakes(given: Mapping[str, str]) -> list[str]:
    """Return everything for which `read_environment` would refuse `given`, where it names the first only."""
    # A demonstration's key is only read here where there is one: to look must change nothing.
    demo = given.get("LCSP_DEMO", "").strip().lower() in _YES
    data = Path(given.get("LCSP_DATA") or "build/site").absolute()
    parts: tuple[Callable[[], object], ...] = (
        lambda: _flag(given, "LCSP_DEMO", False),
        lambda: _flag(given, "LCSP_HTTPS", not demo),
        lambda: _flag(given, "LCSP_LOG_REQUESTS", True),
        lambda: _secret_key(given, demo, data) if given.get("LCSP_SECRET_KEY") or not demo else None,
        lambda: _hosts(given, demo),
        lambda: _database_url(given, data),
        lambda: _sign_on(given),
        lambda: _count(given, "LCSP_PROXIES"),
    )
    found = []
    for part in parts:
        try:
            part()
        except Misconfigured as error:
            found.append(str(error))
    return found


def _flag(given: Mapping[str, str], name: str, default: bool) -> bool:
    if name not in given:
        return default
    text = given[name].strip().lower()
    if text not in (*_YES, *_NO):
        raise Misconfigured(f"{name} is {given[name]!r}: right would be yes or no")
    return text in _YES


def _count(given: Mapping[str, str], name: str) -> int:
    text = given.get(name, "").strip() or "0"
    if not text.isdecimal():
        raise Misconfigured(f"{name} is {given[name]!r}: right would be a whole number, such as 1")
    return int(text)


def _secret_key(given: Mapping[str, str], demo: bool, data: Path) -> str:
    key = given.get("LCSP_SECRET_KEY", "")
    if len(key) >= LEAST_KEY:
        return key
    if demo and not key:
        return _demo_key(data / "demo-secret-key")
    state = "is too short" if key else "is not set"
    raise Misconfigured(
        f"LCSP_SECRET_KEY {state}: set it to {LEAST_KEY} or more random characters, for instance from "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    )


def _demo_key(file: Path) -> str:
    """Return the demonstration's own key: all its processes need the same, and so does its next start."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f"{file.name}-{os.getpid()}")
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(LEAST_KEY), "ascii")
        with suppress(FileExistsError):
            os.link(new, file)  # complete or not at all, and never in place of another's
        new.unlink()
    return file.read_text("ascii")


def _database_url(given: Mapping[str, str], data: Path) -> str:
    address = given.get("DATABASE_URL") or f"sqlite:///{data / 'lcsp.sqlite3'}"
    if not address.startswith(("postgres://", "postgresql://", "sqlite:///")):
        # Not shown: a password may stand in it.
        raise Misconfigured(
            "DATABASE_URL is no address of a database: right would be postgres://USER:PASSWORD@HOST/DATABASE,"
            " or sqlite:////FOLDER/FILE"
        )
    return address


def _names(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.get(name, "").split(",") if part.strip())


def _hosts(given: Mapping[str, str], demo: bool) -> tuple[str, ...]:
    hosts = _names(given, "LCSP_HOSTS")
    if hosts or demo:
        return hosts or ("localhost", "127.0.0.1", "[::1]")
    raise Misconfigured("LCSP_HOSTS is not set: name the host by which browsers reach the site")


def _sign_on(given: Mapping[str, str]) -> SignOn | None:
    names = ("LCSP_SIGN_ON_SERVER", "LCSP_SIGN_ON_CLIENT", "LCSP_SIGN_ON_SECRET")
    server, client, secret = values = [given.get(name, "") for name in names]
    if not any(values):
        return None
    if absent := [name for name, value in zip(names, values, strict=True) if not value]:
        raise Misconfigured(f"{', '.join(absent)} not set: the council's sign-on needs all of {', '.join(names)}")
    address = urlsplit(server)
    if address.scheme != "https" and address.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise Misconfigured(f"LCSP_SIGN_ON_SERVER is {server!r}: right would be an address that begins with https://")
    return SignOn(
        name=given.get("LCSP_SIGN_ON_NAME") or "Council sign-on",
        server=server,
        client=client,
        secret=secret,
        domains=tuple(domain.lower() for domain in _names(given, "LCSP_SIGN_ON_DOMAINS")),
        strong=given.get("LCSP_SIGN_ON_STRONG", "").strip(),
    )

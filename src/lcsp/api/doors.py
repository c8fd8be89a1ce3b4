"""The door of every operation: whose token it is, whether they may, and whether the request is one that is taken."""

from typing import NamedTuple, cast

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from lcsp.api import limits
from lcsp.api.problems import Problem, wrong
from lcsp.store.models import Token
from lcsp.store.plans import locality_of
from lcsp.store.tokens import TokenUse, find_token
from lcsp.vocabulary.actors import Action, Actor, Forbidden, change_action, check_may
from lcsp.vocabulary.keys_in_addresses import key_from_address
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import NOUNS

ROOM = "the room of the kind that the address names"
EACH_ROOM = "the room of each record that is sent"
Needed = Action | str
LARGEST_BODY = 2_000_000  # bytes of JSON; a whole plan goes to an address of its own
NOUN_BY_PLURAL: dict[str, type[Noun]] = {noun.plural: noun for noun in NOUNS}


class Caller(NamedTuple):
    """Who asks, and with which token."""

    actor: Actor
    token: Token


class Door:
    """Lets in who may do what an operation `needs`; ninja calls it before it reads the request.

    `takes` are the names of query parameters (None: the operation looks at them itself), `media` the types of content
    with the most bytes of each. A token that reads does not open an operation that `writes`.
    """

    openapi_security_schema = {"type": "http", "scheme": "bearer", "description": "A token of yours"}  # noqa: RUF012

    def __init__(self, needs: Needed, *, writes: bool, media: dict[str, int]) -> None:
        self.needs, self.writes, self.media = needs, writes, media
        self.takes: frozenset[str] | None = frozenset()

    def __call__(self, request: HttpRequest) -> Caller:
        """Return who asks. Raises Problem where they may not, or where the request is none that is taken."""
        token = _token_of(request)
        caller = Caller(token.account.actor, token)
        if self.writes and token.use != TokenUse.WRITE:
            said = "This token was made to read. Make one that reads and writes under Your account, Tokens."
            raise Problem("not-permitted", said)
        parts = request.resolver_match.kwargs if request.resolver_match else {}
        self._check_may(caller.actor, parts)
        self._check_query(request)
        self._check_body(request)
        return caller

    def action(self, plural: str | None) -> Action | None:
        """Return the action that is needed; None where there is no such kind, or every record has its own."""
        if self.needs == ROOM:
            noun = NOUN_BY_PLURAL.get(plural or "")
            return change_action(noun.room) if noun else None
        return None if self.needs == EACH_ROOM else Action(self.needs)

    def _check_may(self, actor: Actor, parts: dict[str, str]) -> None:
        action = self.action(parts.get("kind"))
        plan = parts.get("plan")
        # Whose plan it is matters only to those who may not do this everywhere.
        asked = action or Action.READ
        locality = locality_of(key_from_address(plan)) if plan and not actor.may(asked) else None
        try:
            check_may(actor, asked, locality)
        except Forbidden as forbidden:
            raise Problem("not-permitted", str(forbidden)) from None

    def _check_query(self, request: HttpRequest) -> None:
        """Raise Problem for a parameter that is given twice, or is none of the operation's: it would do nothing."""
        given = request.GET.lists()
        errors = [(f"query.{name}", "is given more than once") for name, values in given if len(values) > 1]
        if self.takes is not None:
            known = f"the parameters are {', '.join(sorted(self.takes))}" if self.takes else "it takes no parameters"
            errors += [
                (f"query.{name}", f"is no parameter of this operation: {known}")
                for name in request.GET
                if name not in self.takes
            ]
        if errors:
            raise wrong(errors)

    def _check_body(self, request: HttpRequest) -> None:
        if not self.media:
            return
        kind = request.content_type or ""
        if kind not in self.media:
            raise Problem("wrong-type", f"Send {' or '.join(self.media)}, and say so in the header Content-Type.")
        most = self.media[kind]
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            raise Problem("too-large", f"At most {most:,} bytes are taken here at once.")


def _token_of(request: HttpRequest) -> Token:
    """Return the token that a request brings. Raises Problem where it brings none that is good."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    token = find_token(text.strip()) if scheme.lower() == "bearer" and text.strip() else None
    if token is None or token.use == TokenUse.CALENDAR:
        wait = limits.counter.wait(f"address {_address_of(request)}", limits.MOST_FAILURES)
        _check_wait(wait)
        said = "Send a token in the header Authorization: Bearer lcsp_…, one that has not ended. " + (
            "A token of a calendar opens nothing else." if token else "Make one under Your account, Tokens."
        )
        error = ', error="invalid_token"' if text else ""
        raise Problem("no-token", said, {"WWW-Authenticate": f'Bearer realm="lcsp"{error}'})
    _check_wait(limits.counter.wait(f"token {token.pk}", limits.MOST_REQUESTS))
    return token


def _check_wait(seconds: int) -> None:
    if seconds:
        raise Problem("too-many", f"Ask again in {seconds} seconds.", {"Retry-After": str(seconds)})


def _address_of(request: HttpRequest) -> str:
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return "unknown"


def caller_of(request: HttpRequest) -> Caller:
    """Return who sent `request`, which has passed its door."""
    return cast("Caller", request.auth)  # type: ignore[attr-defined]


def actor_of(request: HttpRequest) -> Actor:
    """Return the person for whom `request` acts."""
    return caller_of(request).actor

"""The door of every page: who is signed in, whether they may, and a plain answer where they may not."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NamedTuple, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from lcsp.store.models import Account
from lcsp.store.plans import locality_of
from lcsp.vocabulary.actors import Action, Actor, Forbidden, change_action, check_may
from lcsp.web.refusals import not_taken

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Door(NamedTuple):
    """The action that a page needs to be read, and the one that it needs to be sent a form; None takes no form.

    `of_room` stands for the action of changing the room that the address names.
    """

    get: Action | None = Action.READ
    post: Action | None = None
    of_room: tuple[str, ...] = ()

    def action(self, method: str, room: str | None) -> Action | None:
        """Return the action that a request of `method` ("GET", "POST") needs; None where it is not answered."""
        way = "post" if method == "POST" else "get"
        if way in self.of_room:
            return change_action(room or "")
        return self.post if way == "post" else self.get


def door(
    get: Action | None = Action.READ, post: Action | None = None, *, of_room: tuple[str, ...] = ()
) -> Callable[[Page[P]], Page[P]]:
    """Return a decorator that lets in who may: `door(Action.READ, of_room=("post",))`.

    The address may name a plan (`plan`, its code) and a room (`room`): a locality's manager has rights in some plans.
    The door hangs on the page as `page.door`, where the test of all addresses finds it.
    """
    rule = Door(get, post, of_room)

    def hang(page: Page[P]) -> Page[P]:
        @wraps(page)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            method = "GET" if request.method == "HEAD" else str(request.method)
            room, plan = cast("str | None", kwargs.get("room")), cast("str | None", kwargs.get("plan"))
            action = rule.action(method, room) if method in ("GET", "POST") else None
            if action is None:
                return not_taken(request, [way for way in ("GET", "POST") if rule.action(way, room)])
            actor = actor_of(request)
            # Whose plan it is matters only to those who may not do this everywhere.
            locality = locality_of(plan) if plan and not actor.may(action) else None
            try:
                check_may(actor, action, locality)
            except Forbidden as forbidden:
                raise PermissionDenied(str(forbidden)) from None
            return page(request, *args, **kwargs)

        guarded.door = rule  # type: ignore[attr-defined]
        return cast("Page[P]", guarded)

    return hang


def actor_of(request: HttpRequest) -> Actor:
    """Return who sent `request`; TypeError where nobody is signed in."""
    if not isinstance(request.user, Account):
        raise TypeError("nobody is signed in")
    return request.user.actor

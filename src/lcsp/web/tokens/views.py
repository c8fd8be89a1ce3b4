"""The page of one's tokens: making one, which is shown once, and ending it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from lcsp.actions.tokens import LONGEST_DAYS, TokenRefused, end_token, make_token
from lcsp.store.models import Token
from lcsp.store.tokens import TokenUse, list_tokens
from lcsp.vocabulary.actors import Action
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import actor_of, door
from lcsp.web.pages import render
from lcsp.web.showing import Choice, Field, Slip, day_text

_USES = (
    Choice(TokenUse.READ.value, "Read", "All that you may read"),
    Choice(TokenUse.WRITE.value, "Read and write", "All that you may do on plans"),
    Choice(
        TokenUse.CALENDAR.value, "A calendar of deadlines", "For Outlook, Google or a telephone; it opens nothing else"
    ),
)
_DAYS = (
    Choice("30", "30 days"),
    Choice("90", "90 days"),
    Choice(str(LONGEST_DAYS), "A year"),
)


@door(Action.SIGN_IN, post=Action.SIGN_IN)
@reauthentication_required(app="tokens")  # type: ignore[untyped-decorator]
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens; make another, or end one. Whoever has not proved lately who they are is asked first."""
    if request.method != "POST":
        return _page(request)
    if request.POST.get("do") == "end":
        return _end(request)
    return _make(request)


def _page(request: HttpRequest, text: str = "", made: Token | None = None, slip: Slip | None = None) -> HttpResponse:
    given = request.POST if slip else {}
    context = {
        "tokens": [
            (one, day_text(one.expires_at), day_text(one.last_used_on)) for one in list_tokens(_number(request))
        ],
        "text": text,
        "made": made,
        "calendar": _calendar(request, text) if made and made.use == TokenUse.CALENDAR else "",
        "fields": _fields(given.get("name", ""), given.get("use", ""), given.get("days", "90")),
        "slips": (slip,) if slip else (),
    }
    response = render(request, "tokens/tokens.html", context, status=422 if slip else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _number(request: HttpRequest) -> int:
    return actor_of(request).account


def _calendar(request: HttpRequest, text: str) -> str:
    return request.build_absolute_uri(page_address("deadlines", {"token": text}))


def _fields(name: str, use: str, days: str) -> tuple[Field, ...]:
    hint = "Which program or calendar it is for, so that you know it again."
    return (
        Field("name", "Name", "text", name, hint, required=True),
        Field("use", "What it is for", "radios", use or TokenUse.READ.value, choices=_USES, required=True),
        Field("days", "How long it lasts", "radios", days, choices=_DAYS, required=True),
    )


def _make(request: HttpRequest) -> HttpResponse:
    given = request.POST
    use, days = given.get("use", ""), given.get("days", "")
    if use not in list(TokenUse) or days not in {choice.value for choice in _DAYS}:
        return _page(request, slip=Slip("Choose what the token is for and how long it lasts.", "#field-use"))
    try:
        made, text = make_token(by=actor_of(request), name=given.get("name", ""), use=TokenUse(use), days=int(days))
    except TokenRefused as refused:
        said = str(refused)
        return _page(request, slip=Slip(f"{said[:1].upper()}{said[1:]}.", "#field-name"))
    return _page(request, text, made)


def _end(request: HttpRequest) -> HttpResponse:
    number = request.POST.get("token", "")
    try:
        end_token(by=actor_of(request), account=_number(request), number=int(number) if number.isdecimal() else 0)
    except (LookupError, OverflowError):
        messages.info(request, "There is no such token any more.")
    else:
        messages.success(request, "The token has ended: nothing can be done with it any more.")
    return HttpResponseRedirect(page_address("workspace:tokens"))

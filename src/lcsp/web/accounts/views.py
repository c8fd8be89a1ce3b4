"""The administrator's pages: who has an account, their roles, and what can be done for somebody who cannot sign in."""

from collections.abc import Callable, Mapping

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from lcsp.actions import accounts
from lcsp.partnership.places import Area
from lcsp.store.models import Account
from lcsp.store.plans import load_plans
from lcsp.vocabulary.actors import Action, Actor, Role, needs_second_factor
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import actor_of, door
from lcsp.web.pages import render
from lcsp.web.showing import Cell, Choice, Crumb, Fact, Field, Head, Slip, day_text, moment_words

_PEOPLE = "workspace:accounts"


@door(Action.MANAGE_ACCOUNTS)
def list_accounts(request: HttpRequest) -> HttpResponse:
    """Show every account with its roles; `q` narrows by name or address, `closed` shows the closed ones too."""
    sought, closed = request.GET.get("q", "").strip(), request.GET.get("closed") == "yes"
    people = _with_factors().prefetch_related("grants").order_by("name", "email")
    if sought:
        people = people.filter(Q(name__icontains=sought) | Q(email__icontains=sought))
    if not closed:
        people = people.filter(is_active=True)
    names = dict(locality_names())
    context = {
        "fields": (
            Field("q", "Name or address", value=sought),
            Field("closed", "Show closed accounts too", "checkbox", "yes" if closed else ""),
        ),
        "heads": (Head("Name"), Head("Roles"), Head("Second factor"), Head("Last signed in")),
        "rows": [_row(one, names) for one in people],
    }
    return render(request, "accounts/list.html", context)


@door(Action.MANAGE_ACCOUNTS, post=Action.MANAGE_ACCOUNTS)
def add_account(request: HttpRequest) -> HttpResponse:
    """Add an account, then go to its page, where it gets roles and a link to set a password."""
    slips: tuple[Slip, ...] = ()
    if request.method == "POST":
        try:
            account = accounts.add_account(by=actor_of(request), **_who(request))
        except accounts.AccountRefused as refused:
            slips = (Slip(_first_capital(refused), "#field-name"),)
        else:
            messages.success(request, f"{account.name} has an account. Now give it a role, and send them a link.")
            return HttpResponseRedirect(page_address("workspace:account_of", {"account": account.pk}))
    context = {"fields": _who_fields(_who(request)), "slips": slips, "crumbs": [_crumb()]}
    return render(request, "accounts/add.html", context, status=422 if slips else 200)


@door(Action.MANAGE_ACCOUNTS, post=Action.MANAGE_ACCOUNTS)
def correct_account(request: HttpRequest, account: int) -> HttpResponse:
    """Correct a name or an address."""
    known = get_object_or_404(Account, pk=account)
    page = page_address("workspace:account_of", {"account": account})
    slips: tuple[Slip, ...] = ()
    given = {"email": known.email, "name": known.name}
    if request.method == "POST":
        given = _who(request)
        try:
            accounts.correct_account(by=actor_of(request), account=known, **given)
        except accounts.AccountRefused as refused:
            slips = (Slip(_first_capital(refused), "#field-name"),)
        else:
            return HttpResponseRedirect(page)
    context = {
        "account": known,
        "fields": _who_fields(given),
        "slips": slips,
        "crumbs": [_crumb(), Crumb(known.name, page)],
    }
    return render(request, "accounts/correct.html", context, status=422 if slips else 200)


@door(Action.MANAGE_ACCOUNTS, post=Action.MANAGE_ACCOUNTS)
def account_of(request: HttpRequest, account: int) -> HttpResponse:
    """Show one account and what can be done to it; a form says in `do` what is to be done."""
    known = get_object_or_404(_with_factors(), pk=account)
    if request.method != "POST":
        return _show(request, known)
    if request.POST.get("do") == "link":
        return _show_link(request, known)
    do = _DEEDS.get(request.POST.get("do", ""))
    try:
        if do is None:
            raise accounts.AccountRefused("nothing was chosen")
        messages.success(request, do(actor_of(request), known, request.POST))
    except accounts.AccountRefused as refused:
        return _show(request, known, (Slip(_first_capital(refused)),))
    return HttpResponseRedirect(page_address("workspace:account_of", {"account": account}))


def locality_names() -> list[tuple[str, str]]:
    """Return code and name of every locality that has a plan, by name."""
    codes = ((state.plan, state.locality) for state in load_plans() if state.locality)
    found = ((code, area.name if (area := plan.find(Area, code)) else code) for plan, code in codes)
    return sorted(found, key=lambda pair: pair[1])


def _show(request: HttpRequest, known: Account, slips: tuple[Slip, ...] = ()) -> HttpResponse:
    names = locality_names()
    grants = [
        (grant, dict(names).get(grant.locality, grant.locality)) for grant in known.grants.order_by("role", "locality")
    ]
    roles = tuple(
        Choice(role.value, role.value.capitalize(), "needs a second factor" if needs_second_factor(role) else "")
        for role in Role
    )
    localities = tuple(Choice(code, name) for code, name in names)
    fields = (
        Field("role", "Role", "radios", choices=roles, required=True),
        Field("locality", "Locality", "select", hint="For a locality manager only.", choices=localities),
    )
    context = {
        "account": known,
        "facts": _facts(known),
        "grants": grants,
        "fields": fields,
        "own": known.pk == actor_of(request).account,
        "slips": slips,
        "crumbs": [_crumb()],
    }
    return render(request, "accounts/account.html", context, status=422 if slips else 200)


def _show_link(request: HttpRequest, known: Account) -> HttpResponse:
    """Show a link to set a password, this once: it is kept nowhere."""
    try:
        person, key = accounts.make_password_link(by=actor_of(request), account=known)
    except accounts.AccountRefused as refused:
        return _show(request, known, (Slip(_first_capital(refused)),))
    address = page_address("account_reset_password_from_key", {"uidb36": person, "key": key})
    page = page_address("workspace:account_of", {"account": known.pk})
    context = {
        "account": known,
        "link": request.build_absolute_uri(address),
        "crumbs": [_crumb(), Crumb(known.name, page)],
    }
    response = render(request, "accounts/link.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _grant(by: Actor, account: Account, given: Mapping[str, str]) -> str:
    role = _role(given)
    locality = given.get("locality", "") if role is Role.LOCALITY_MANAGER else ""
    if locality and locality not in dict(locality_names()):
        raise accounts.AccountRefused("there is no such locality: choose one from the list")
    accounts.grant_role(by=by, account=account, role=role, locality=locality)
    return f"{account.name} now has the role of {role.value}."


def _take(by: Actor, account: Account, given: Mapping[str, str]) -> str:
    role = _role(given)
    accounts.take_role(by=by, account=account, role=role, locality=given.get("locality", ""))
    return f"{account.name} no longer has the role of {role.value}."


def _close(by: Actor, account: Account, _: Mapping[str, str]) -> str:
    accounts.close_account(by=by, account=account)
    return f"The account of {account.name} is closed, and they are signed out everywhere."


def _reopen(by: Actor, account: Account, _: Mapping[str, str]) -> str:
    accounts.reopen_account(by=by, account=account)
    return f"The account of {account.name} is open again."


def _reset(by: Actor, account: Account, _: Mapping[str, str]) -> str:
    accounts.reset_second_factor(by=by, account=account)
    return f"{account.name} has no second factor any more, and sets one up at the next sign-in."


_DEEDS: Mapping[str, Callable[[Actor, Account, Mapping[str, str]], str]] = {
    "grant": _grant,
    "take": _take,
    "close": _close,
    "reopen": _reopen,
    "reset": _reset,
}


def _role(given: Mapping[str, str]) -> Role:
    try:
        return Role(given.get("role", ""))
    except ValueError:
        raise accounts.AccountRefused("no role was chosen: choose one from the list") from None


def _with_factors() -> QuerySet[Account]:
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return Account.objects.annotate(has_factor=Exists(factors))


def _row(account: Account, names: Mapping[str, str]) -> tuple[object, ...]:
    address = page_address("workspace:account_of", {"account": account.pk})
    return (
        Cell(account.name, address, "" if account.is_active else "closed", account.email),
        _roles(account, names) or "None",
        _factor_words(account),
        day_text(account.last_login) or "Never",
    )


def _facts(account: Account) -> tuple[Fact, ...]:
    edit = page_address("workspace:account_edit", {"account": account.pk})
    return (
        Fact("Name", account.name, edit),
        Fact("Email address", account.email, edit),
        Fact("Second factor", _factor_words(account)),
        Fact("Last signed in", moment_words(account.last_login) if account.last_login else "Never"),
        Fact("Added", day_text(account.made_at)),
    )


def _factor_words(account: Account) -> str:
    if getattr(account, "has_factor", False):
        return "Set up"
    needed = any(needs_second_factor(Role(grant.role)) for grant in account.grants.all())
    return "To be set up at the next sign-in" if needed else "None"


def _roles(account: Account, names: Mapping[str, str]) -> str:
    """Return the roles of `account` in words: "finance; locality manager (Ashford)"."""
    grants = sorted((grant.role, grant.locality) for grant in account.grants.all())
    return "; ".join(f"{role} ({names.get(code, code)})" if code else role for role, code in grants)


def _who(request: HttpRequest) -> dict[str, str]:
    return {"email": request.POST.get("email", ""), "name": request.POST.get("name", "")}


def _who_fields(given: Mapping[str, str]) -> tuple[Field, ...]:
    address_hint = "They sign in with it. It must be their own, not a team's."
    return (
        Field("name", "Name", value=given["name"], hint="As colleagues know them.", required=True),
        Field("email", "Email address", value=given["email"], hint=address_hint, required=True),
    )


def _crumb() -> Crumb:
    return Crumb("People", page_address(_PEOPLE))


def _first_capital(refused: Exception) -> str:
    text = str(refused)
    return text[:1].upper() + text[1:]

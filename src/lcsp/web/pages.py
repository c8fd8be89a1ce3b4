"""How a page is made: the environment of the templates (Jinja2), what every page is told, and the one way to answer."""

from collections.abc import Mapping
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any, cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.templatetags.static import static
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from lcsp.store.models import Account
from lcsp.vocabulary.actors import Action
from lcsp.web import showing
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.kept_pages import marks_for
from lcsp.web.navigation import links_of_plan, links_of_site, section_of

# The files of macros. A template calls them as `parts.table(…)`, in any block and without importing them.
PARTS = ("drawings", "fields", "forms", "lists", "notices", "tables")


def make_environment(**options: Any) -> Environment:
    """Return the Jinja2 environment of every page: a name that is not given is an error, not a blank."""
    chosen = {"undefined": StrictUndefined, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    environment = Environment(**{**options, **chosen})  # noqa: S701 - autoescape is on
    environment.filters.update(showing.FILTERS)
    parts = SimpleNamespace()
    environment.globals.update(
        static=static,
        url=page_address,
        parts=parts,
        Action=Action,
        Markup=Markup,
        zip=zip,
        demo=settings.DEMO,
        version=version("lcsp"),
    )
    for name in PARTS:
        macros = environment.get_template(f"parts/{name}.html").make_module({})
        for macro, body in vars(macros).items():
            if not macro.startswith("_"):
                setattr(parts, macro, body)
    return environment


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    fragment: str = "",
) -> HttpResponse:
    """Return the page `template` filled with `context`, on top of what every page is told (`told_to_every_page`).

    With `fragment`, a request of HTMX is answered with the block of that name alone, so that one template serves both.
    The block sees the context, and nothing that the template sets outside it.
    """
    page = _environment().get_template(template)
    told = told_to_every_page(request, context or {})
    if fragment and is_for_fragment(request):
        text = "".join(page.blocks[fragment](page.new_context(told)))
    else:
        text = page.render(told)
    response = HttpResponse(text, status=status)
    if fragment:
        response.headers["Vary"] = "HX-Request, HX-Boosted, Cookie"
    return response


def told_to_every_page(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return `context` with the names that the layout needs; what the view gives stands before it.

    actor: who is signed in, or None. section: which link of the site's navigation is current. of_plan: the plan that
    the page is about (`showing.PlanName`), or None. site_links, plan_links: the two navigations. messages: Django's.
    htmx: whether HTMX asks for a fragment. csrf_input: the hidden field of every form that is sent by POST.
    """
    account = getattr(request, "user", None)
    actor, form_field = marks_for(request, account.actor if isinstance(account, Account) else None)
    of_plan = context.get("of_plan")
    section = context.get("section") or section_of(request.path)
    return {
        "request": request,
        "actor": actor,
        "section": section,
        "of_plan": None,
        "site_links": links_of_site(actor, section),
        "plan_links": links_of_plan(of_plan, actor, request.path) if of_plan else (),
        "messages": get_messages(request),
        "htmx": is_for_fragment(request),
        "csrf_input": form_field,
        "sought": request.GET.get("q", "") if section == "search" else "",
        **context,
    }


def is_for_fragment(request: HttpRequest) -> bool:
    """Say whether HTMX asks for a part of a page; when it follows a link or goes back in history it wants all of it."""
    asking = getattr(request, "htmx", None)
    return asking is not None and bool(asking) and not (asking.boosted or asking.history_restore_request)


def _environment() -> Environment:
    return cast("Environment", engines["jinja2"].env)  # type: ignore[attr-defined]

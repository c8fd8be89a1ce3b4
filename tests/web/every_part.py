"""A site with one page that shows every part of the looks, for tests of the layout and the macros."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from lcsp.store.models import Account
from lcsp.vocabulary.actors import Actor, Role
from lcsp.vocabulary.findings import Level
from lcsp.web.drawings import Part, Tile, amount_bar, progress_bar, progress_picture, tile_map
from lcsp.web.pages import render
from lcsp.web.showing import Beside, Cell, Choice, Crumb, Fact, Field, Head, PlanName, Slip

STATES = ("done", "on track", "at risk", "late", "not started")
NAMES = (
    ("ashford-1", "Ashford 1", 6, 3),
    ("ashford-rural", "Ashford Rural", 5, 3),
    ("canterbury", "Canterbury City & Country", 6, 2),
    ("coastal", "Canterbury Coastal", 6, 1),
    ("cranbrook", "Cranbrook & Paddock Wood", 3, 4),
    ("swale", "Swale Urban", 4, 2),
    ("dover", "Dover", 7, 4),
    ("gravesham", "Gravesham", 3, 1),
    ("new", "A locality with a rather long name and no place", None, None),
)


def tiles() -> list[Tile]:
    """Tiles in every state, one of them without a place on the map."""
    return [
        Tile(code, name, column, row, STATES[number % 5], (f"{number} of 9 done", f"{number} late"), f"/{code}/")
        for number, (code, name, column, row) in enumerate(NAMES)
    ]


PARTS = [Part(state, count) for state, count in zip(STATES, (3, 5, 2, 1, 4), strict=True)]
LEAST_TITLE = 5
LATE = Beside(
    Level.ERROR, "the target date 31 March 2010 is before the start", "give a later date", "PLAN-12", "/rules/"
)
QUIET = Beside(Level.NOTE, "no milestone is named", "name one", "PLAN-31")
CHOICES = tuple(
    Choice(code, words) for code, words in (("7B", "Fewer absences"), ("2A", "Healthy weight"), ("5C", "Safe"))
)
FIELDS = [
    Field("title", "Title", "text", "Family <group> conferences", "What will be done", required=True, check="/check/"),
    Field("text", "Text", "textarea", "One line\nand another", "In full", beside=(LATE, QUIET), required=True),
    Field("cost", "Cost", "pounds", "870,1OO", "In pounds", errors=("'870,1OO' is not an amount",), width=10),
    Field("fte", "Posts", "number", "19.5", "Full-time equivalents", width=10),
    Field("due", "Due", "date", "", "For example, 31 July 2009", errors=("fill in the day",), width=20, required=True),
    Field("kind", "Kind", "select", "late", "One of these", choices=tuple(Choice(s, s.capitalize()) for s in STATES)),
    Field("sure", "Sure", "radios", "yes", "", choices=(Choice("yes", "Yes"), Choice("no", "No", "Think again"))),
    Field("agreed", "The board has agreed", "checkbox", "yes", "Tick when minuted"),
    Field("several", "Objectives", "checkboxes", "7B; 5C", "All that it serves", choices=CHOICES, errors=("too many",)),
    Field("priority", "Priority", "reference", "7B", "Code of the priority", choices=CHOICES, width=20),
    Field("targets", "Targets", "several", "7B; 2A", "Codes, parted by semicolons", choices=CHOICES),
    Field("fixed", "Code", "text", "7B.1", "The code stays", read_only=True, width=20),
    Field("file", "Workbook", "file", "", "An .xlsx file of at most 20 MB"),
]
HEADS = (
    Head("Code", address="?sort=code", order="ascending"),
    Head("Action", address="?sort=title"),
    Head("Cost", numeric=True, address="?sort=cost"),
    Head("Progress"),
    Head("State"),
)


def rows() -> list[tuple[object, ...]]:
    """Rows with every sort of cell."""
    return [
        (
            Cell(f"7B.{number}", f"/7B.{number}/"),
            Cell("Set up family group conferences in all localities", under="Head of early help"),
            "£870,100",
            progress_bar(f"bar-{number}", PARTS[number:], "deliverable"),
            Cell("", status=state),
        )
        for number, state in enumerate(STATES)
    ]


CONTEXT = {
    "of_plan": PlanName("kent", "Kent 2009/10", illustrative=True),
    "crumbs": [Crumb("Plans", "/plans/"), Crumb("Kent 2009/10", "/kent/")],
    "slips": [Slip("Cost: '870,1OO' is not an amount", "#field-cost"), Slip("The plan has changed meanwhile")],
    "heads": HEADS,
    "fields": FIELDS,
    "facts": [
        Fact("Title", "Family group conferences", "/edit/", "the title"),
        Fact("Target date", None, "/edit/", beside=(LATE,)),
        Fact("Text", "Two\nlines"),
    ],
    "cards": [Cell("Ashford 1", "/ashford-1/", "late", "3 of 8 done"), Cell("Dover", under="No local plan")],
    "total": ("All", None, "£3,480,400", None, None),
    "map": tile_map("map", "State of the localities", tiles(), ("Done", "Late")),
    "progress": progress_picture("progress", "How far the deliverables are along", PARTS, "deliverable"),
    "bars": [(f"£{amount:,}", amount_bar(Decimal(amount), Decimal(900))) for amount in (870, 450, 0)],
}


def show(request: HttpRequest, plan: str = "") -> HttpResponse:
    """The page with every part."""
    account = Account(pk=1, name="Jo Field", email="jo@example.org")
    roles = frozenset({Role.COUNTY_PLANNER, Role.AUDITOR, Role.ADMINISTRATOR})
    account._actor = Actor(1, "Jo Field", roles)
    request.user = account
    messages.success(request, "Saved as revision 12.")
    messages.info(request, "The county's edition is newer than yours.")
    return render(request, "every_part.html", {**CONTEXT, "rows": rows()}, fragment="records")


def show_to_nobody(request: HttpRequest) -> HttpResponse:
    """A page for people who have not signed in."""
    return render(request, "for_nobody.html", {"section": "home"})


def check(request: HttpRequest) -> HttpResponse:
    """The findings beside two fields, as the form stands."""
    found = (QUIET,) if len(request.POST["title"]) < LEAST_TITLE else ()
    return render(request, "check.html", {"title": found, "due": () if request.POST["due"] else (LATE,)})


def refuse(request: HttpRequest) -> HttpResponse:
    """Nothing: every address of the workspace leads here, so that the layout's links have somewhere to go."""
    raise AssertionError(request.path)


PLAN_PAGES = ("thread", "findings", "revisions", "editions", "upload", "review")
workspace = [
    path("", show, name="home"),
    *(path(f"{name}/", show, name=name) for name in ("plans", "search", "audit", "accounts", "account")),
    path("plans/<str:plan>/", show, name="plan"),
    *(path(f"plans/<str:plan>/{name}/", show, name=name) for name in PLAN_PAGES),
]
public = [path(f"{name}/", show, name=name) for name in ("front", "accessibility", "privacy")]
urlpatterns = [
    path("workspace/", include((workspace, "workspace"))),
    path("public/", include((public, "public"))),
    path("nobody/", show_to_nobody),
    path("check/", check),
    path("broken/", refuse),
    path("account/logout/", refuse, name="account_logout"),
]
handler403 = "lcsp.web.refusals.forbidden"
handler404 = "lcsp.web.refusals.not_found"
handler500 = "lcsp.web.refusals.failed"

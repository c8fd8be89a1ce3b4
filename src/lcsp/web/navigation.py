"""The two navigations: of the site, and of the plan that a page is about."""

from lcsp.vocabulary.actors import Action, Actor
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.showing import NavLink, PlanName

# section, words, page, the action that it needs
SITE: tuple[tuple[str, str, str, Action], ...] = (
    ("home", "Home", "workspace:home", Action.READ),
    ("plans", "Plans", "workspace:plans", Action.READ),
    ("audit", "Audit log", "workspace:audit", Action.READ_AUDIT),
    ("accounts", "People", "workspace:accounts", Action.MANAGE_ACCOUNTS),
)
PLAN: tuple[tuple[str, str, Action], ...] = (
    ("Contents", "workspace:plan", Action.READ),
    ("Thread", "workspace:thread", Action.READ),
    ("Findings", "workspace:findings", Action.READ),
    ("Computed indicators", "workspace:measured", Action.MEASURE),
    ("Revisions", "workspace:revisions", Action.READ),
    ("Review", "workspace:review", Action.READ),
    ("Editions", "workspace:editions", Action.READ),
    ("Download and upload", "workspace:upload", Action.UPLOAD),
    ("Download", "workspace:upload", Action.DOWNLOAD),  # of those who may do no more
)


def section_of(path: str) -> str:
    """Return the section of the site to which the address `path` belongs: "plans" for /workspace/plans/kent/."""
    _, _, rest = path.partition("/workspace/")
    return rest.partition("/")[0] or ("home" if path.endswith("/workspace/") else "")


def links_of_site(actor: Actor | None, section: str) -> tuple[NavLink, ...]:
    """Return the links that `actor` may follow; nobody who is not signed in may follow any."""
    if actor is None:
        return ()
    return tuple(
        NavLink(words, page_address(page), name == section)
        for name, words, page, action in SITE
        if actor.may_anywhere(action)
    )


def links_of_plan(plan: PlanName, actor: Actor | None, path: str) -> tuple[NavLink, ...]:
    """Return the links to the parts of `plan`; the one whose address `path` begins with is current."""
    if actor is None:
        return ()
    where = {"plan": plan.code}
    allowed = [
        (words, page)
        for words, page, action in PLAN
        # Computed indicators have pages of the county, on which its localities stand side by side.
        if actor.may(action, plan.locality or None) and not (action is Action.MEASURE and plan.locality)
    ]
    found: dict[str, str] = {}
    for words, page in allowed:
        found.setdefault(page_address(page, where), words)
    # The contents' address begins that of every other part: the longest one is meant.
    current = max((address for address in found if path.startswith(address)), key=len, default="")
    return tuple(NavLink(words, address, address == current) for address, words in found.items())

"""The edition that a public address names, and the addresses of its pages."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import Http404

from lcsp.store.editions import find_edition, list_editions
from lcsp.store.models import Edition
from lcsp.store.plans import NoPlan
from lcsp.store.published import plan_of_edition
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.showing import NavLink, PlanName, day_text
from lcsp.whole_plan import WholePlan


class Published(NamedTuple):
    """An edition that is looked at: its plan, the newest edition, the one before, and whether its own address is used.

    `permanent` is False where the address names the plan alone, and so shows whatever edition is the newest.
    """

    edition: Edition
    plan: WholePlan
    current: Edition
    before: Edition | None
    permanent: bool

    @property
    def code(self) -> str:
        """The code of the plan."""
        return self.edition.plan.code

    @property
    def name(self) -> PlanName:
        """The plan as the layout takes it."""
        header = self.plan.header
        return PlanName(self.code, header.title, header.illustrative)

    @property
    def is_superseded(self) -> bool:
        """Whether there is a newer edition."""
        return self.edition.pk != self.current.pk

    def address(self, page: str, **parts: Any) -> str:
        """Return the address of a page of this plan, of this edition where it is looked at by its own address."""
        return self.permanent_address(page, **parts) if self.permanent else self.current_address(page, **parts)

    def current_address(self, page: str, **parts: Any) -> str:
        """Return the address at which the newest edition's page stands, whichever that is."""
        return page_address(f"public:published_{page}", {"plan": self.code, **parts})

    def permanent_address(self, page: str, **parts: Any) -> str:
        """Return the address at which this edition's page always stands."""
        return page_address(f"public:edition_{page}", {"plan": self.code, "edition": self.edition.name, **parts})

    def context(self, canonical: str = "") -> dict[str, Any]:
        """Return what the frame of every page of a plan is told; `canonical` is the permanent address of the page."""
        return {
            "published": self,
            "of_plan": self.name,
            "of_plan_address": self.address("plan"),
            "plan_links": _links(self.address),
            "canonical": canonical,
            "feed": page_address("public:editions_feed", {"plan": self.code}),
        }


def _links(address: Callable[..., str]) -> tuple[NavLink, ...]:
    return (
        NavLink("Contents", address("plan")),
        NavLink("Tables", address("tables")),
        NavLink("What changed", address("changes")),
        NavLink("Documents", address("documents")),
    )


def ask_published(plan: str, edition: str | None) -> Published:
    """Return the edition of the plan `plan` by its name, or its newest for None. Raises Http404."""
    editions = list_editions(plan)
    if not editions:
        raise Http404("No plan is published here. The front page lists those that are.")
    current = editions[0]
    try:
        found = find_edition(plan, edition or current.name)
    except NoPlan:
        raise Http404(f"This plan has no edition {edition}. Its editions are on the page of the plan.") from None
    before = next((other for other in editions if other.pk < found.pk), None)
    return Published(found, plan_of_edition(found), current, before, edition is not None)


def plan_before(published: Published) -> WholePlan | None:
    """Return the plan of the edition before, or None for the first."""
    if published.before is None:
        return None
    return plan_of_edition(find_edition(published.code, published.before.name))


def edition_words(edition: Edition) -> str:
    """Return the name of an edition and the day on which it was published."""
    return f"{edition.name}, published {day_text(edition.at)}"

"""What the site says of itself: how accessible it is, and what it keeps of those who visit it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lcsp.web.public.pages import fill, open_to_all


@open_to_all
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return fill(request, "public/accessibility.html", {"contact": settings.SIGN_IN_HELP})


@open_to_all
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what the site keeps of its visitors."""
    return fill(request, "public/privacy.html", {"contact": settings.SIGN_IN_HELP})

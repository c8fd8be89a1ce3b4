"""What allauth's pages are told, which answer without `lcsp.web.pages.render`, and how their forms are shown."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest

from lcsp.web.pages import told_to_every_page
from lcsp.web.showing import Slip


def tell_sign_in_pages(request: HttpRequest) -> dict[str, Any]:
    """Return what the layout needs, and what pages of signing in say besides."""
    return {
        **told_to_every_page(request, {}),
        "slips_of": slips_of,
        "sign_on": settings.SIGN_ON,
        "sends_mail": settings.SENDS_MAIL,
        "help": settings.SIGN_IN_HELP,
    }


def slips_of(*forms: BaseForm | None) -> tuple[Slip, ...]:
    """Return the mistakes of the forms for the summary above them, each with the way to its field."""
    return tuple(slip for form in forms if form is not None and form.is_bound for slip in _slips(form))


def _slips(form: BaseForm) -> Iterable[Slip]:
    for name, errors in form.errors.items():
        address = f"#{form[name].id_for_label}" if name in form.fields and not form[name].is_hidden else ""
        yield from (Slip(str(error), address) for error in errors)

"""The two peers: a page that returns a constant text, and the list done the usual way. Both stand behind our door."""

from django.http import HttpRequest, HttpResponse
from django.template import engines

from benchmarks.usual.models import UsualFigure
from lcsp.vocabulary.actors import Action
from lcsp.web.doors import door

CONSTANT = "<!DOCTYPE html><html lang='en-GB'><title>Constant</title><p>Constant</p></html>"


@door(Action.READ)
def constant(_: HttpRequest) -> HttpResponse:
    """Return the constant text."""
    return HttpResponse(CONSTANT)


@door(Action.READ)
def usual_list(request: HttpRequest) -> HttpResponse:
    """Return the figures, from objects with what they refer to, by a template of Django's."""
    figures = UsualFigure.objects.select_related("indicator", "area").order_by("indicator_id", "column", "basis")
    template = engines["django"].get_template("usual/list.html")
    return HttpResponse(template.render({"figures": figures}, request))

"""The page of the API for people: how to begin, every operation and shape. It joins two doors, so it stands above."""

from django.http import HttpRequest, HttpResponse

from lcsp.api.description import describe, list_operations, shapes
from lcsp.api.limits import MOST_REQUESTS
from lcsp.api.problems import CODES
from lcsp.web.public.pages import fill, open_to_all
from lcsp.web.showing import Head


@open_to_all
def show_api(request: HttpRequest) -> HttpResponse:
    """Show what the API takes and gives, made from the document that programs read."""
    operations = list_operations()
    context = {
        "introduction": describe()["info"]["description"],
        "tags": {
            tag: [one for one in operations if one.tag == tag] for tag in dict.fromkeys(o.tag for o in operations)
        },
        "parameter_heads": (Head("Name"), Head("In"), Head("What it is")),
        "field_heads": (Head("Field"), Head("Type"), Head("What it is")),
        "shapes": list(shapes()),
        "problems": [(code, status, title) for code, (status, title) in CODES.items()],
        "problem_heads": (Head("Code"), Head("Status", numeric=True), Head("What it means")),
        "most": MOST_REQUESTS,
        "site": request.build_absolute_uri("/"),
    }
    return fill(request, "public/api.html", context)

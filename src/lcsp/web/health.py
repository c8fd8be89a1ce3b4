"""Whether the site can answer: asked by proxies and by whatever watches the site, without signing in."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lcsp.store.plans import read_heads

_log = logging.getLogger(__name__)


@never_cache
@require_safe
def tell_health(_request: HttpRequest) -> JsonResponse:
    """Answer 200 where the database answers and has its tables, and 503 where not; nothing of what it holds.

    Shape: {"status": "well" or "ill", "database": "answers" or "does not answer, or lacks its tables"}.
    """
    try:
        read_heads()
    except DatabaseError as error:
        _log.error("health: the database does not answer as it should: %s", error)
        return JsonResponse({"status": "ill", "database": "does not answer, or lacks its tables"}, status=503)
    return JsonResponse({"status": "well", "database": "answers"})

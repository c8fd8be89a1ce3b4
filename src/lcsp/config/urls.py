"""The addresses of the site."""

from django.urls import include, path

from lcsp.api.calendars import deadlines
from lcsp.config.api_page import show_api
from lcsp.web.health import tell_health

urlpatterns = [
    path("health/", tell_health, name="health"),
    path("account/", include("lcsp.web.sign_in.urls")),
    path("workspace/", include("lcsp.web.urls")),
    path("api/", show_api, name="api"),
    path("api/", include("lcsp.api.urls")),
    path("feeds/deadlines/<str:token>.ics", deadlines, name="deadlines"),
    path("", include("lcsp.web.public.urls")),
]

handler400 = "lcsp.web.refusals.misunderstood"
handler403 = "lcsp.web.refusals.forbidden"
handler404 = "lcsp.web.refusals.not_found"
handler500 = "lcsp.web.refusals.failed"
handler429 = "lcsp.web.sign_in.views.too_many"  # asked for by allauth

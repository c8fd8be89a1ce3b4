"""The addresses of a site where the council's sign-on is configured."""

from django.urls import include, path

from lcsp.config import urls
from lcsp.web.sign_in.urls import sign_on_patterns

urlpatterns = [path("account/", include(sign_on_patterns)), *urls.urlpatterns]
handler403, handler404, handler429, handler500 = urls.handler403, urls.handler404, urls.handler429, urls.handler500

"""The addresses of the workspace, put together from those of its pages."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

import lcsp.web.addresses  # noqa: F401 - registers the parts of addresses
from lcsp.web.sign_in.views import own_account

app_name = "workspace"
PAGES = ("home", "search", "thread", "findings", "revisions", "editions", "uploads", "plans", "records")
urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", own_account, name="account"),
    path("accounts/", include("lcsp.web.accounts.urls")),
    path("audit/", include("lcsp.web.audit_log.urls")),
]
for page in PAGES:  # while they are being built
    if find_spec(f"lcsp.web.{page}") and find_spec(f"lcsp.web.{page}.urls"):
        urlpatterns += import_module(f"lcsp.web.{page}.urls").urlpatterns

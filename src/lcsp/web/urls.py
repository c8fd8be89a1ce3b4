"""The addresses of the workspace, put together from those of its pages."""

from django.urls import URLPattern, URLResolver, include, path

import lcsp.web.addresses  # noqa: F401 - registers the parts of addresses
from lcsp.web.editions.urls import urlpatterns as of_editions
from lcsp.web.findings.urls import urlpatterns as of_findings
from lcsp.web.home.urls import urlpatterns as of_home
from lcsp.web.measured.urls import urlpatterns as of_measured
from lcsp.web.plans.urls import urlpatterns as of_plans
from lcsp.web.records.urls import urlpatterns as of_records
from lcsp.web.review.urls import urlpatterns as of_review
from lcsp.web.revisions.urls import urlpatterns as of_revisions
from lcsp.web.search.urls import urlpatterns as of_search
from lcsp.web.sign_in.views import own_account
from lcsp.web.thread.urls import urlpatterns as of_thread
from lcsp.web.tokens.views import tokens
from lcsp.web.uploads.urls import urlpatterns as of_uploads

app_name = "workspace"
urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", own_account, name="account"),
    path("account/tokens/", tokens, name="tokens"),
    path("accounts/", include("lcsp.web.accounts.urls")),
    path("audit/", include("lcsp.web.audit_log.urls")),
    *of_home,
    *of_search,
    *of_thread,
    *of_findings,
    *of_measured,
    *of_revisions,
    *of_review,
    *of_editions,
    *of_uploads,
    *of_plans,
    *of_records,
]

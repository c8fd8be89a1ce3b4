"""The addresses of what is published: the newest edition of a plan at the plan's own, and every edition at its own."""

from collections.abc import Iterator

from django.urls import URLPattern, path

import lcsp.web.addresses  # noqa: F401 - registers the parts of addresses
from lcsp.web.public import documents, feeds, statements, views

_NEWEST, _ALWAYS = "plans/<plan:plan>/", "plans/<plan:plan>/editions/<key:edition>/"


def _of_plan(begins: str, name: str) -> Iterator[URLPattern]:
    yield path(begins, views.plan, name=f"{name}_plan")
    yield path(f"{begins}sections/<str:section>/", views.section, name=f"{name}_section")
    yield path(f"{begins}tables/", views.tables, name=f"{name}_tables")
    yield path(f"{begins}tables/<str:table>.csv", views.table_csv, name=f"{name}_table_csv")
    yield path(f"{begins}tables/<str:table>/", views.table, name=f"{name}_table")
    yield path(f"{begins}records/<plural:plural>.csv", views.records_csv, name=f"{name}_records")
    yield path(f"{begins}changes/", views.changes, name=f"{name}_changes")
    yield path(f"{begins}documents/", views.documents, name=f"{name}_documents")


app_name = "public"
urlpatterns = [
    path("", views.front, name="front"),
    path("plans/", views.plans, name="published_plans"),
    path("editions.atom", feeds.feed, name="feed"),
    path("robots.txt", feeds.robots, name="robots"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    path("documents/<str:sha256>/<str:name>", documents.document, name="document"),
    path("plans/<plan:plan>/editions/", views.editions, name="published_editions"),
    path("plans/<plan:plan>/editions.atom", feeds.plan_feed, name="editions_feed"),
    path(f"{_ALWAYS}files/<str:form>/", documents.edition_file, name="edition_file"),
    *_of_plan(_NEWEST, "published"),
    *_of_plan(_ALWAYS, "edition"),
]

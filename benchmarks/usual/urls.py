"""The site's addresses, and those of the peers."""

from django.urls import path

from benchmarks.usual import views
from lcsp.config.urls import handler403, handler404, handler429, handler500
from lcsp.config.urls import urlpatterns as of_site

__all__ = ["handler403", "handler404", "handler429", "handler500", "urlpatterns"]
urlpatterns = [*of_site, path("peer/constant/", views.constant), path("peer/usual/", views.usual_list)]

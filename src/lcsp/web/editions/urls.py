"""The addresses of editions."""

from django.urls import path

from lcsp.web.editions import views

urlpatterns = [
    path("plans/<plan:plan>/editions/", views.editions, name="editions"),
    path("plans/<plan:plan>/editions/<key:name>/", views.edition, name="edition"),
    path("plans/<plan:plan>/editions/<key:name>/make-again/", views.make_documents_again, name="documents_again"),
    path("plans/<plan:plan>/editions/<key:name>/<str:form>/", views.edition_download, name="edition_download"),
]

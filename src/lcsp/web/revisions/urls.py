"""The addresses of revisions."""

from django.urls import path

from lcsp.web.revisions import views

urlpatterns = [
    path("plans/<plan:plan>/revisions/", views.revisions, name="revisions"),
    path("plans/<plan:plan>/revisions/<int:number>/", views.revision, name="revision"),
    path("plans/<plan:plan>/revisions/<int:number>/put-back/", views.put_back, name="revision_put_back"),
    path("plans/<plan:plan>/revisions/<int:before>/<int:after>/", views.between, name="revisions_between"),
]

"""The addresses of uploads and downloads."""

from django.urls import path

from lcsp.web.uploads import adding, downloads, views

urlpatterns = [
    path("plans/add/", adding.add_plan, name="plan_add"),
    path("plans/add/<str:token>/", adding.waiting_plan, name="plan_add_waiting"),
    path("plans/<plan:plan>/upload/", views.upload, name="upload"),
    path("plans/<plan:plan>/upload/<str:token>/", views.waiting_upload, name="upload_waiting"),
    path("plans/<plan:plan>/download/<str:form>/", downloads.download, name="download"),
]

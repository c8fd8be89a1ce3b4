"""The addresses of the plans and of their contents."""

from django.urls import path

from lcsp.web.plans.views import list_plans, show_contents, show_section

urlpatterns = [
    path("plans/", list_plans, name="plans"),
    path("plans/<plan:plan>/", show_contents, name="plan"),
    path("plans/<plan:plan>/contents/<key:section>/", show_section, name="section"),
]

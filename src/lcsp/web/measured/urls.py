"""The addresses of the computed indicators."""

from django.urls import path

from lcsp.web.measured.views import show_indicator, show_indicators

urlpatterns = [
    path("plans/<plan:plan>/measured/", show_indicators, name="measured"),
    path("plans/<plan:plan>/measured/<key:key>/", show_indicator, name="measured_indicator"),
]

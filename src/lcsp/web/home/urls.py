"""The address of the home page."""

from django.urls import path

from lcsp.web.home.views import home

urlpatterns = [path("", home, name="home")]

"""The addresses of the thread."""

from django.urls import path

from lcsp.web.thread.views import pick, show_thread

urlpatterns = [
    path("plans/<plan:plan>/thread/", pick, name="thread"),
    path("plans/<plan:plan>/thread/<noun:noun>/<key:key>/", show_thread, name="thread_of"),
]

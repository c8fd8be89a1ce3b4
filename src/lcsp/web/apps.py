"""The workspace as Django knows it."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import Tags, register
from django.core.management import call_command
from django.db.models.signals import post_migrate


class WebConfig(AppConfig):
    """The pages, their templates and their assets."""

    name = "lcsp.web"
    label = "web"

    def ready(self) -> None:
        """Have Django ask for the site's looks before it serves, and the audit log hear of sign-ins."""
        from lcsp.web.checks import looks_are_there

        register(looks_are_there, Tags.staticfiles)
        import_module("lcsp.web.sign_in.audited")  # its receivers connect themselves
        post_migrate.connect(_make_cache_table, apps.get_app_config("store"), dispatch_uid="cache table")


def _make_cache_table(using: str = "default", **_: Any) -> None:
    """Make the table of the cache, which has no migration of its own."""
    call_command("createcachetable", database=using, verbosity=0)

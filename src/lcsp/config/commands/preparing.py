"""What every command of the site does first: find Django, and read the environment."""

import os
import sys


def prepare_site() -> bool:
    """Set Django up; where that cannot be, say why and how to mend it, and return False."""
    from lcsp.config.environment import Misconfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lcsp.config.settings")
    try:
        import django

        django.setup()
    except ModuleNotFoundError as error:
        said = f"the site is not installed ({error.name} is missing). To get it: pip install 'lcsp[server]'"
        print(f"lcsp: {said}", file=sys.stderr)
        return False
    except Misconfigured as error:
        print(f"lcsp: {error}", file=sys.stderr)
        return False
    return True


def make_tables() -> None:
    """Make the tables that are not there yet, and bring the others up to date."""
    from pathlib import Path

    from django.conf import settings
    from django.core.management import call_command

    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        Path(settings.DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)

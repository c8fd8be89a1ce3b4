"""What every command of the site does first: find Django, and read the environment."""

import os
import sys
from importlib.util import find_spec


def prepare_site() -> bool:
    """Set Django up; where that cannot be, say why and how to mend it, and return False."""
    from lcsp.config.environment import Misconfigured

    if find_spec("django") is None:
        print("lcsp: the site is not installed. To get it: pip install 'lcsp[server]'", file=sys.stderr)
        return False
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lcsp.config.settings")
    import django

    try:
        django.setup()
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

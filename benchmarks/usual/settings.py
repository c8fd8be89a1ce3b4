"""The site's own settings, with the usual page beside its pages: same middleware, same session."""

from lcsp.config.settings import *  # noqa: F403
from lcsp.config.settings import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.usual"]
ROOT_URLCONF = "benchmarks.usual.urls"
TEMPLATES = [TEMPLATES[0], {**TEMPLATES[1], "DIRS": ["benchmarks/usual/templates"]}]

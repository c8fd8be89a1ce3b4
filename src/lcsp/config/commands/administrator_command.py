"""Add the first administrator of a new site, and print the link with which they set their password.

The link can be used once, within a day. Refused where there is an administrator: they add other people in the
workspace. Exit status: 0 added, 2 refused or not configured.
"""

import sys
from argparse import ArgumentParser, Namespace

from lcsp.config.commands.preparing import prepare_site


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("email", help="the address they sign in with")
    parser.add_argument("name", help="their name, as colleagues know them")
    parser.add_argument("--site", default="", help="address of the site (default: https and the first of LCSP_HOSTS)")


def run(options: Namespace) -> int:
    """Add the administrator and print the link; return the exit status."""
    if not prepare_site():
        return 2
    from django.conf import settings
    from django.urls import reverse

    from lcsp.actions.accounts import AccountRefused, make_first_administrator

    try:
        account, (person, key) = make_first_administrator(email=options.email, name=options.name)
    except AccountRefused as refused:
        print(f"lcsp: {refused}", file=sys.stderr)
        return 2
    site = options.site.rstrip("/") or f"https://{settings.ALLOWED_HOSTS[0]}"
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": person, "key": key})
    print(f"{account.name} is administrator. Within a day, they set their password at\n\n  {site}{address}")
    return 0

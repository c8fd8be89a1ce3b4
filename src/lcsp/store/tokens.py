"""Tokens: keys with which programs act for people. The text of one is nowhere kept, only its sha256."""

from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256

from django.db.models import Q, QuerySet

from lcsp.store.models import Token

PREFIX = "lcsp_"  # by which a token is found where it should not be, such as in code that is published


class TokenUse(StrEnum):
    """What a token is for."""

    READ = "read"
    WRITE = "read and write"
    CALENDAR = "calendar"


def hash_token(text: str) -> str:
    """Return the sha256 by which a token is found; the text has 256 random bits, so that no salt is needed."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_token(text: str) -> Token | None:
    """Return the token with this text, with its account; None where it is unknown, ended or over, or the account is.

    A day on which it is used is noted once.
    """
    now = datetime.now(UTC)
    found = Token.objects.filter(sha256=hash_token(text), ended_at=None, expires_at__gt=now, account__is_active=True)
    token = found.select_related("account").first()
    if token is not None and token.last_used_on != date.today():
        Token.objects.filter(pk=token.pk).update(last_used_on=date.today())
    return token


def list_tokens(account: int) -> QuerySet[Token]:
    """Return the tokens of an account that can be used, the newest first."""
    return Token.objects.filter(account_id=account).filter(_usable()).order_by("-made_at", "-pk")


def _usable() -> Q:
    return Q(ended_at=None, expires_at__gt=datetime.now(UTC))

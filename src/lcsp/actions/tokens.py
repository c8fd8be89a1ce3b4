"""Making and ending tokens, with which programs act for people: each made by whom it acts for, for a year at most."""

from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction

from lcsp.store import audit
from lcsp.store.models import Token
from lcsp.store.tokens import PREFIX, TokenUse, hash_token, list_tokens
from lcsp.vocabulary.actors import Action, Actor, check_may
from lcsp.vocabulary.kinds import clean

LONGEST_DAYS = 366
MOST_TOKENS = 20  # of one person that can be used
LONGEST_NAME = 120


class TokenRefused(ValueError):
    """A token cannot be made; the message says why, and what to do instead."""


@transaction.atomic
def make_token(*, by: Actor, name: str, use: TokenUse, days: int) -> tuple[Token, str]:
    """Return a new token for whoever asks, and its text, which cannot be had again; it can be used for `days`.

    Raises Forbidden, and TokenRefused for a name or time that will not do, or where the roles of this person allow them
    to write nothing and the token is to write.
    """
    check_may(by, Action.SIGN_IN)
    name = _clean(name)
    if not 1 <= days <= LONGEST_DAYS:
        raise TokenRefused(f"a token lasts from 1 to {LONGEST_DAYS} days: choose how long this one is needed")
    # So whoever holds a token that writes has shown a second factor to make it, whatever roles they get later.
    if use is TokenUse.WRITE and not by.needs_second_factor:
        raise TokenRefused("your roles write nothing: make a token that reads")
    if list_tokens(by.account).count() >= MOST_TOKENS:
        raise TokenRefused(f"you have {MOST_TOKENS} tokens: end one that is not needed any more")
    text = PREFIX + token_urlsafe(32)
    now = datetime.now(UTC)
    token = Token.objects.create(
        account_id=by.account,
        name=name,
        use=use.value,
        sha256=hash_token(text),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    facts = {"use": use.value, "expires": token.expires_at.date().isoformat()}
    audit.append(by=by.account, action="make token", subject=_subject(token), facts=facts)
    return token, text


@transaction.atomic
def end_token(*, by: Actor, account: int, number: int) -> None:
    """End one token of `account`, one's own or, for who manages accounts, anybody's; LookupError where there is none.

    Raises Forbidden.
    """
    check_may(by, Action.SIGN_IN if account == by.account else Action.MANAGE_ACCOUNTS)
    token = list_tokens(account).filter(pk=number).first()
    if token is None:
        raise LookupError("there is no such token, or it has ended")
    _end(by.account, token)


def end_tokens(by: int | None, account: int) -> None:
    """End every token of `account`, in the transaction of whatever asks for it; `by` is the account that did it."""
    for token in list_tokens(account):
        _end(by, token)


def _end(by: int | None, token: Token) -> None:
    token.ended_at = datetime.now(UTC)
    token.save(update_fields=["ended_at"])
    audit.append(by=by, action="end token", subject=_subject(token))


def _clean(name: str) -> str:
    try:
        name = " ".join(clean(name).split())
    except ValueError as wrong:
        raise TokenRefused(f"the name {wrong}") from None
    if not name or len(name) > LONGEST_NAME:
        raise TokenRefused("the name is blank or too long: say which program is to use the token")
    return name


def _subject(token: Token) -> str:
    """Return how the audit log names a token: by numbers, since what people call it may be a name."""
    return f"token {token.pk} of account {token.account_id}"

"""Who a session belongs to: the account and its roles by one plain query, for every request asks."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from lcsp.store.models import Account
from lcsp.vocabulary.actors import Actor, Role

# The rest of an account is read when somebody asks for it.
_FIELDS = ("id", "password", "email", "name", "is_active")
_QUERY = (
    "SELECT a.id, a.password, a.email, a.name, a.is_active, g.role, g.locality FROM store_account a "
    "LEFT JOIN store_grant g ON g.account_id = a.id WHERE a.id = %s"
)


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Signs in as allauth does; finds the account of a session together with its roles."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of this number with its roles; None where it is closed or not there."""
        with connection.cursor() as cursor:
            cursor.execute(_QUERY, [user_id])
            rows = cursor.fetchall()
        if not rows or not rows[0][4]:
            return None
        account = Account.from_db("default", _FIELDS, (*rows[0][:4], True))
        roles = frozenset(Role(row[5]) for row in rows if row[5])
        localities = frozenset(row[6] for row in rows if row[6])
        account.remember_actor(Actor(account.pk, account.name, roles, localities))
        return account

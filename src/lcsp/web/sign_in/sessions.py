"""Sessions as Django keeps them in the database, read by one plain query: every request reads one."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone


class SessionStore(db.SessionStore):
    """Django's own store; only the reading goes without building a query anew for each request."""

    def load(self) -> dict[str, Any]:
        """Return what the session holds; an empty one, without a key, where it is not there or is over."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s",
                [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())],
            )
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return Django's table."""
        return Session

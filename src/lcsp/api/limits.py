"""How often somebody may ask: counted in each process of the server, by the minute."""

from threading import Lock
from time import monotonic

MINUTE = 60.0
MOST_REQUESTS = 600  # a minute, of one token
MOST_FAILURES = 60  # a minute, of one network address: tokens that are not right
_MOST_KNOWN = 10_000


class Counter:
    """Counts by name within a minute; it forgets all when the minute is over, or when too many are known."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._began = monotonic()
        self._lock = Lock()

    def wait(self, name: str, most: int, more: int = 1) -> int:
        """Count `more` for `name`; return 0 while it is within `most`, else the seconds until it may be asked again."""
        with self._lock:
            now = monotonic()
            if now - self._began >= MINUTE or len(self._counts) > _MOST_KNOWN:
                self._counts, self._began = {}, now
            count = self._counts[name] = self._counts.get(name, 0) + more
            return 0 if count <= most else int(self._began + MINUTE - now) + 1

    def forget(self) -> None:
        """Forget all counts (tests)."""
        with self._lock:
            self._counts.clear()


counter = Counter()

"""From a Unique Pupil Number to the number of the store: a keyed hash, whose key stands apart and for its owner alone.

The same pupil has the same number in every year and extract of a store, and another in another store. Nobody can go
back from a number without the key. Who loses the key cannot match new extracts to what is stored.
"""

import hmac
import os
import secrets
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from lcsp.engines.loading.refusing import CannotLoad

KEY = "pupil-numbers.key"
_BITS = 63  # of an int64 that is not below 0


def key_of(folder: Path) -> bytes:
    """Return the key of the store in `folder`, made (0600) where there is none; raise CannotLoad for a damaged one."""
    path = folder / KEY
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_bytes()
        if len(key) != 32:
            raise CannotLoad(f"{path} is not a key of 32 bytes. Restore it from a backup of the store.") from None
        return key
    key = secrets.token_bytes(32)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key


def numbers_for(identifiers: Iterable[str], key: bytes) -> dict[str, int]:
    """Return the number (1 to 2**63 - 1) of each identifier; raise CannotLoad where two would have the same."""
    numbers = {identifier: _number(identifier, key) for identifier in identifiers}
    if len(set(numbers.values())) < len(numbers):
        raise CannotLoad("Two pupils would have the same number, which should never happen: make a new store.")
    return numbers


def _number(identifier: str, key: bytes) -> int:
    digest = hmac.digest(key, identifier.encode(), sha256)
    return max(1, int.from_bytes(digest[:8], "big") >> (64 - _BITS))

"""Codes of authenticator apps, for tests that sign in."""

from time import sleep, time

from lcsp.actions.demo_people import code_at

_NEARLY_OVER = 2.5  # seconds: what a test may need to send a code


def fresh_code(secret: str) -> str:
    """Return the code of the moment; near the end of its half minute, wait for the next one."""
    left = 30 - time() % 30
    if left < _NEARLY_OVER:
        sleep(left)
    return code_at(secret, time())

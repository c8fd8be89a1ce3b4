"""All operations of the API: to import this is to register them."""

from importlib import import_module

# An address is tried in this order: what has a name of its own comes before {kind}, which would take it for a kind.
NAMES = ("plans", "changes", "findings", "reviews", "threads", "uploads", "records")

for _name in NAMES:
    import_module(f"lcsp.api.{_name}")

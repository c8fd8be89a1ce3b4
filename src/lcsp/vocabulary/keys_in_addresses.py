"""The key of a record as a part of an address: what an address cannot hold is written with a tilde."""

from lcsp.vocabulary.noun import KEY_JOIN

# A key may hold a slash, which parts an address, or be nothing but dots, which browsers take for folders.
# The bar between the parts of a key would take nine characters. The tilde is that of JSON pointers.
_ESCAPES = (("~", "~0"), ("/", "~1"), (KEY_JOIN, "~3"))
_DOTS = {".": "~2", "..": "~2~2"}


def key_from_address(text: str) -> str:
    """Return the key for which `text` stands."""
    if text in _DOTS.values():
        return text.replace("~2", ".")
    for plain, escaped in reversed(_ESCAPES):
        text = text.replace(escaped, plain)
    return text


def key_in_address(key: str) -> str:
    """Return what stands for `key` in an address, before it is quoted as any part of one is."""
    if key in _DOTS:
        return _DOTS[key]
    for plain, escaped in _ESCAPES:
        key = key.replace(plain, escaped)
    return key

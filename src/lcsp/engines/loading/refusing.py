"""What a load is refused for as a whole: the message says where, what, and what would mend it."""


class CannotLoad(ValueError):
    """The files, the mapping or the store do not allow the load; nothing was changed."""

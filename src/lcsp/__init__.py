"""lcsp: the working system of a network of local children's services partnerships."""

__version__ = "0.1.0"

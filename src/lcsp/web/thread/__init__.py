"""The thread: pick any record and see all that hangs on it, up and down, with its money, its staff and its progress."""

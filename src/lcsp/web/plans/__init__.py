"""The plans: all of them, the contents of one as its document has them, and each section with its records."""

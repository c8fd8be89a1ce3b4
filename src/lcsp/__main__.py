"""Lets `python -m lcsp` do what `lcsp` does."""

import sys

from lcsp.cli import enter

if __name__ == "__main__":
    sys.exit(enter())

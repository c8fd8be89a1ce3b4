"""Lets `python -m lcsp` do what `lcsp` does."""

from lcsp.cli import enter

if __name__ == "__main__":
    enter()

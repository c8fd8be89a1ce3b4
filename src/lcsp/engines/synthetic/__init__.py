"""Synthetic counties: made-up children, of whom no one is real, and whose computed indicators land on figures."""

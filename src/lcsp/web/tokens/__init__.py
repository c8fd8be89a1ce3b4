"""One's own tokens, with which programs act for somebody."""

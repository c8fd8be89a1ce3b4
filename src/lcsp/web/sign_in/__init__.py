"""Signing in: passwords, second factors, passkeys, the council's sign-on, sessions and their limits."""

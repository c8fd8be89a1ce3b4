"""The public site: what is published, for everybody, without signing in."""

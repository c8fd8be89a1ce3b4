"""The same list page done the usual way, with ORM objects and templates of Django: a peer of our own pages."""

"""Editions: named, frozen revisions, each verified when it is looked at."""

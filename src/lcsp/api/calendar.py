"""The calendar of a person's deadlines, at a secret address that a calendar program asks for again and again."""

from datetime import timedelta

MEDIA_TYPE = "text/calendar; charset=utf-8"
AHEAD = timedelta(days=366)
_AGAIN = timedelta(hours=6)  # how often a calendar program should ask
_WARNING = timedelta(days=7)

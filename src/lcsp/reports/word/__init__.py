"""The Word edition of a document, written as the XML that Word itself reads."""

from lcsp.reports.word.assembly import render_word

__all__ = ["render_word"]

"""Revisions: what was changed when, by whom and why, the difference between any two, and the plan as it stood."""

"""Measures of speed, each beside a peer that is timed in the same run, turn and turn about."""

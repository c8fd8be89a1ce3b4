"""Findings: what the rules say of a plan, accepting one with a reason, and the manual page of each rule."""

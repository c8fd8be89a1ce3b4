"""Reviewing a plan: where it stands, what people say of it, and the steps to the next edition."""

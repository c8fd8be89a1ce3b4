"""Search over the records of all plans, the localities and the rules."""

"""The rooms of a plan: their lists, every record, the form that changes it, its history; one code for every noun."""

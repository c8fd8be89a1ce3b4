"""The nouns of the plan: what it is for, what it runs, what will be done, the document, and its upkeep."""

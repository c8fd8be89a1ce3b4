"""Reading a council's own extracts into the pupil store: by mappings, row by row, nothing lost, all or nothing."""

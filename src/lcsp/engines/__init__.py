"""Engines: pupil-level records in, additive counts out, by DuckDB and bit counts here and by Spark elsewhere."""

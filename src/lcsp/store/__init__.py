"""The store: plans as versions in revisions, editions, accounts, and the audit log, in SQLite or PostgreSQL."""

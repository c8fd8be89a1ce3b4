"""Every write: keyword `by=`, one transaction, one entry in the audit log."""

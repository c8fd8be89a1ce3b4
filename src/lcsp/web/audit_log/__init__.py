"""The auditor's page of the audit log."""

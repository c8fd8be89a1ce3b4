"""People: the administrator's pages of accounts and roles."""

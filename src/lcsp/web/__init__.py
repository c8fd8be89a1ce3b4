"""The workspace: pages for the people who work with plans, written on the server."""

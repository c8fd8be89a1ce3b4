"""Configuration: the settings of the site, its addresses, its server, and the commands that need them."""

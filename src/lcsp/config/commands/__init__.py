"""The commands that run the site. They import Django when they run, so that their help is there without it."""

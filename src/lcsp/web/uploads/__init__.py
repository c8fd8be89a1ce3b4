"""Uploads and downloads: a whole plan as a file to work on, and back again, shown before anything is written."""

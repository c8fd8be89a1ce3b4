"""The analysts' pages of computed indicators: the one place of the site where figures are seen before disclosure."""

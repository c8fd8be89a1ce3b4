"""An independent reading of the printed source plan, used only to verify the example data."""

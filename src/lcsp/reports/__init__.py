"""Reports: the plan as documents that people read; one neutral document model, rendered as HTML and PDF."""

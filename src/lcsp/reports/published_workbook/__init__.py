"""The workbook for reading: a contents sheet, a sheet for each table, numbers that are numbers, totals that add up."""

from lcsp.reports.published_workbook.assembly import render_workbook

__all__ = ["render_workbook"]

"""Attendance beside its peers: the same marks in four layouts, one question, every answer compared."""

"""Attendance: weekly marks made compact, one row of bits a pupil and year, and counted by leaf."""

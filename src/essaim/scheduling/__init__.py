"""Timetables: facts in, a timetable and its cost out. Knows nothing of the site (decision 0012)."""

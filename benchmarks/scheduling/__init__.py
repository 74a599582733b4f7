"""The timetable library against public instances, re-planning and size."""

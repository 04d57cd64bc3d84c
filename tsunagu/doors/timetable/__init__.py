"""One's own timetable of a consultation day: the same page and calendar file at two doors."""

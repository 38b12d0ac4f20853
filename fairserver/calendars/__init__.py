"""A person's own programme: what was picked of the timetable, its calendar files and its reminders."""

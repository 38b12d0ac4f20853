"""My programme, its calendar entries and its reminders."""

"""A season file: programmes, editions, timetable, companies and people, loaded as one unit or not at all."""

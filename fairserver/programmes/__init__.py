"""Editions, days, venues, timetable and places."""

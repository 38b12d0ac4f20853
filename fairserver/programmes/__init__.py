"""Programmes and their editions: days, venues, the timetable, and the places of each edition."""

"""Presence: who is in which place now, for pages. Attendance: who was where and when, for figures."""

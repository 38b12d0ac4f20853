"""Editions, timetable and exhibitors as organisers and companies edit them, and the functions that write them, whoever
asks: the page, a season file or a CSV import.
"""

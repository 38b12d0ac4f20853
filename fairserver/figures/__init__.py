"""Figures for reports: unique, cumulative (延べ) and peak attendance, and the people behind each."""

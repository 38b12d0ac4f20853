"""Companies, exhibitors and their appearances."""

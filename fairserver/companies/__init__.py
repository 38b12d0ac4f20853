"""Companies, their appearance as exhibitors of an edition, and the jobs and documents that they offer."""

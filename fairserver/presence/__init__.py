"""Who is where now (for screens) and who was where when (attendance, for figures)."""

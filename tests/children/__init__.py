"""Fair processes with something about them that no switch of the real ones can do."""

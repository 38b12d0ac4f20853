"""Live truth under load: broadcast, doors, presence."""

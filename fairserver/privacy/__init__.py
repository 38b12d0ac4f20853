"""What the system holds about a person: shown, given, and forgotten."""

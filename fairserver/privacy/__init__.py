"""What the system holds about a person: exported to, and erased for, that person."""

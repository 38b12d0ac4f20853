"""Messages in a place, and their moderation."""

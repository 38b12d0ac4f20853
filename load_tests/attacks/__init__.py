"""What one bad client can do to the others, against two workers on PostgreSQL and Redis."""

"""A real-time online career fair and networking server."""

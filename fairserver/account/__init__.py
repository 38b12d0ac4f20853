"""Signing in and out, and what a signed-in person's own scope holds from every subject."""

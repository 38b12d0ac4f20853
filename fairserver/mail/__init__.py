"""Sending mail, through an outbox in the database."""

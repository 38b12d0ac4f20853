"""Notices: what organisers tell everybody, a role or a place in both languages, until it is over or withdrawn."""

"""Booths: the place of a company, with its jobs, documents and messages, and whether somebody is there."""

"""Registrations: a person's JET background, and the applications to editions with their answers and waiting lines."""

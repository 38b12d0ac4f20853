"""Consents: which company sees what of a person. The company reads it at its desk, where `booths.visitors` tells it."""

"""Talks: rooms for two to eight, for nobody but the guests who were invited to them."""

"""Stages: their states, the keys of their encoders, and who may publish and watch through the media node."""

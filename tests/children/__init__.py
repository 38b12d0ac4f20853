"""Modules that tests run as processes of their own (`base.child_process`)."""

"""The demo: one fair, its personas, its mailbox. Refused outside demo mode."""

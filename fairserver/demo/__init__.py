"""The demo: a fair, its personas and its mailbox. Its routes answer only in demo mode."""

"""Who may take part in an edition, who asked to, and who does."""

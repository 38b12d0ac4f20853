"""Mail out, through an outbox."""

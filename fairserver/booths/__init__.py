"""A company's booth."""

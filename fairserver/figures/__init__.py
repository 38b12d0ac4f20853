"""Heads that are reported: unique, cumulative (延べ) and at once, from attendance and from nothing else."""

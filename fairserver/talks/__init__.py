"""A room for two to eight: who was invited in, and nobody else."""

"""The companies that a person keeps in mind: booths marked as favourites. Nobody else is told."""

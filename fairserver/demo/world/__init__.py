"""FY2023's world, invented: from word lists and one seed to the season file."""

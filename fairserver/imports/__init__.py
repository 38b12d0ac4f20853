"""People and companies out of a CSV file: first what it would do, row by row, then all of it or nothing."""

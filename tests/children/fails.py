"""Ends with an error."""

if __name__ == "__main__":
    raise SystemExit(3)

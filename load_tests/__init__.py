"""How fast; see RESULTS.md."""

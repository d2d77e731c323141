"""Work of maintenance in the background."""

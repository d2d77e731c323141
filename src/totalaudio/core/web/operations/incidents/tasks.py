"""Work of incidents in the background."""

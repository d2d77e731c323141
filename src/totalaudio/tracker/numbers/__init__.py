"""Numbers that carry their sample."""

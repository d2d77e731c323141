"""Feature flags; not built yet."""

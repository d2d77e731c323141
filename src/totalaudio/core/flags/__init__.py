"""Feature flags: declared in code, overridden in the database, evaluated in memory."""

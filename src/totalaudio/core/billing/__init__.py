"""Plans, quotas and payments; not built yet."""

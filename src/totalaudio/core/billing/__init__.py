"""Plans, quotas and payments."""

"""The worker's part."""

"""What one person did: their counters and events."""

"""Changes to campaigns: each in one transaction with its line in the timeline."""

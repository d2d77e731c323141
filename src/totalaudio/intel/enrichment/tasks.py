"""The worker's part of enrichment runs."""

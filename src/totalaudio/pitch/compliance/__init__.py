"""The compliance desk: legal basis, notice, suppression, export and erasure."""

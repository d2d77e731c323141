"""Incidents: opened by alerts or by hand, with clocks and a record that keeps itself."""

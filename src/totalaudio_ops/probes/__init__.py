"""Probes: every app is asked from outside whether it can answer people."""

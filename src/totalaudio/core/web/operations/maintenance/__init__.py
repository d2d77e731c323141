"""Announced maintenance, for operators, and the status page."""

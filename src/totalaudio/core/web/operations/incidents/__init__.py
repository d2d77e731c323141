"""Incidents, for operators."""

"""Requests counted by minute: what every objective is measured from."""

"""Deploys proven: under load no request fails, and whatever is killed at any step, one healthy version serves."""

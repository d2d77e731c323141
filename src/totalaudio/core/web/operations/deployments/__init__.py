"""Deploys and rollbacks, for operators."""

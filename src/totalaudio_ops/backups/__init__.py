"""Backups: made from one snapshot, verified by restoring them, kept and thrown away by rule."""

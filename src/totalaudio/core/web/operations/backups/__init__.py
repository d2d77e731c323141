"""Backups, for operators, and the daily one."""

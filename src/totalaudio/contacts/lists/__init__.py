"""Saved lists: made by hand or by a filter."""

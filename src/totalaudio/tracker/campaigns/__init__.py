"""Campaigns: made, edited, given targets, brought in and taken out."""

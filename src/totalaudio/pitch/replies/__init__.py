"""Replies: fetched, told apart, matched to what was sent."""

"""Requests counted where they come in and go out, for the objectives of each app."""

"""Total Audio Platform: contacts, campaigns and pitches for people who promote music."""

__version__ = "0.1.0"

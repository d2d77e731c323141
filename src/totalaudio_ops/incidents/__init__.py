"""Incidents: opened by alerts, failed backups or people; each keeps its own record."""

from .incident import Incident, is_open
from .levels import Level
from .opening import open_incident
from .post_mortems import has_open_post_mortems

__all__ = ["Incident", "Level", "has_open_post_mortems", "is_open", "open_incident"]

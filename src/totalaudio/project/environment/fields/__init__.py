"""Every setting: its name and type, what it is for, who needs it, and an example that is no secret."""

from .about import About
from .together import Environment

__all__ = ["About", "Environment"]

"""Campaigns, who is to be won for them, what was done, what came back, and what came of it."""

from .campaign import Campaign, Reader
from .history import Entry, Outcome, Reply, Touch
from .target import FollowUp, Target

__all__ = ["Campaign", "Entry", "FollowUp", "Outcome", "Reader", "Reply", "Target", "Touch"]

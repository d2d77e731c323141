"""Registers Tracker."""

from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """Campaigns, outcomes and what is due."""

    name = "totalaudio.tracker"
    label = "tracker"

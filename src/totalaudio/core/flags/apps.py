"""Registers the flags app."""

from django.apps import AppConfig


class FlagsConfig(AppConfig):
    """Feature flags."""

    name = "totalaudio.core.flags"
    label = "flags"

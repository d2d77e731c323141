"""Registers Pitch Generator."""

from django.apps import AppConfig


class PitchConfig(AppConfig):
    """A personal pitch per contact."""

    name = "totalaudio.pitch"
    label = "pitch"

"""Registers Audio Intel."""

from django.apps import AppConfig


class IntelConfig(AppConfig):
    """Lists in, knowledge out."""

    name = "totalaudio.intel"
    label = "intel"

"""Registers the flags app."""

from django.apps import AppConfig


class FlagsConfig(AppConfig):
    """Feature flags."""

    name = "totalaudio.core.flags"
    label = "flags"

    def ready(self) -> None:
        from . import checks  # noqa: F401  the decorators register them

"""Registers the metrics app and lets it listen."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """Events, usage counters and dashboards."""

    name = "totalaudio.core.metrics"
    label = "metrics"

    def ready(self) -> None:
        """Hear of sign-ups and sign-ins."""
        from .signing import listen

        listen()

"""Registers the metrics app."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """Events, usage counters and dashboards."""

    name = "totalaudio.core.metrics"
    label = "metrics"

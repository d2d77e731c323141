"""Registers the billing app."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Plans, quotas and payments."""

    name = "totalaudio.core.billing"
    label = "billing"

"""Registers the design system with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The pieces, base templates and static files that every page is made of."""

    name = "totalaudio.core.ui"
    label = "ui"

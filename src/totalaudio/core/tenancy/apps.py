"""Registers the tenancy app and its checks."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Workspaces, and the walls between them."""

    name = "totalaudio.core.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        from . import checks  # noqa: F401  the decorator registers them

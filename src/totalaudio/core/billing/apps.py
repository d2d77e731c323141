"""Registers the billing app."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Plans, quotas and payments."""

    name = "totalaudio.core.billing"
    label = "billing"

    def ready(self) -> None:
        from totalaudio.core.accounts.workspaces.limits import set_member_rule

        from .members import require_members

        set_member_rule(require_members)

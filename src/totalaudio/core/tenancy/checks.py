"""A tenant model without its policies does not start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register

from .models import TenantModel
from .policies import TenantPolicies


@register()
def tenant_models_have_policies(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A child's `class Meta` that names its own constraints drops the parent's silently."""
    return [
        Error(
            f"{model.__name__} belongs to a workspace and has no policies",
            hint="add TenantPolicies to Meta.constraints",
            obj=model,
            id="tenancy.E001",
        )
        for model in apps.get_models()
        if issubclass(model, TenantModel)
        and not any(isinstance(rule, TenantPolicies) for rule in model._meta.constraints)
    ]

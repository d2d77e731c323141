"""Routes of operations; only operators pass."""

from django.urls import include, path

from .backups import urls as backups
from .budgets import urls as budgets
from .deployments import urls as deployments
from .incidents import urls as incidents
from .maintenance import urls as maintenance

_pages = [*budgets.pages, *incidents.pages, *backups.pages, *maintenance.pages, *deployments.pages]

pages = [path("operator/", include((_pages, "operations")))]

"""A model of a workspace without its policies is found before anything starts."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.apps.registry import Apps
from django.db import models
from django.test.utils import isolate_apps

from totalaudio.core.tenancy import checks
from totalaudio.core.tenancy.models import TenantModel


@pytest.fixture
def registry() -> Iterator[Apps]:
    """A registry of this test's own, which the check looks through."""
    with isolate_apps("totalaudio.core.tenancy") as apps, patch.object(checks, "apps", apps):
        assert apps is not None
        yield apps


def _found() -> list[tuple[str | None, str]]:
    return [(error.id, error.msg) for error in checks.tenant_models_have_policies(None)]


def test_the_product_as_it_is_passes() -> None:
    assert _found() == []


def test_a_child_that_names_its_own_constraints_and_drops_the_policies_is_found(
    registry: Apps,
) -> None:
    class Leaky(TenantModel):
        name = models.TextField()

        class Meta:
            app_label = "tenancy"
            constraints = [models.UniqueConstraint(fields=["name"], name="leaky_once")]

    assert _found() == [("tenancy.E001", "Leaky belongs to a workspace and has no policies")]


def test_a_child_that_keeps_them_passes(registry: Apps) -> None:
    class Walled(TenantModel):
        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    assert _found() == []

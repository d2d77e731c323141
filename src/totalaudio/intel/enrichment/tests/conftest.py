"""Runs of these tests look at nothing outside."""

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No DNS and no sites."""
    if settings.configured:
        monkeypatch.setattr(settings, "LOOK_OUTSIDE", False)

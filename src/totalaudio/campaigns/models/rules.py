"""A rule that several tables have."""

from enum import StrEnum

from django.db import models


def one_of(field: str, words: type[StrEnum], name: str) -> models.CheckConstraint:
    """The rule that a column holds one of these words."""
    values = [word.value for word in words]
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=name)

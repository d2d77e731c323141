"""What an action refuses, in words for the person who asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction


class RefusedError(Exception):
    """Not done, for a reason that the person can act on."""


@contextmanager
def keeping_an_owner() -> Iterator[None]:
    """Turn the database's refusal to lose the last owner into words; nothing of the block is kept then."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "would have no owner" not in str(error):
            raise
        raise RefusedError(
            "A workspace keeps at least one owner. Make somebody else an owner first."
        ) from None

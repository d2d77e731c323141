"""Identifiers: uuidv7, so that new rows stand together in an index."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A new uuidv7 (RFC 9562), ordered by the time of its making."""
    return uuid7()

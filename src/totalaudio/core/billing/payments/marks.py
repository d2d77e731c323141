"""Ids that are the same whenever they are made for the same thing, so that it is recorded once."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID


def fixed_id(at: datetime, *about: str) -> UUID:
    """The uuidv7 of something that happened at this time: of equal arguments the same id."""
    digest = int.from_bytes(sha256("\0".join(about).encode()).digest()[:10], "big")
    milliseconds = int(at.timestamp() * 1000)
    bits = (milliseconds << 80) | digest
    bits = bits & ~(0xF << 76) | (7 << 76)
    return UUID(int=bits & ~(0b11 << 62) | (0b10 << 62))

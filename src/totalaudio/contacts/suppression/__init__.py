"""Who must not be written to: the hash of an address, and the rows that hold it."""

from .hashing import hash_of

__all__ = ["hash_of"]

"""The rules that every text is checked by."""

from .checking import check

__all__ = ["check"]

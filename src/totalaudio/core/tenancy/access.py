"""Routes for members: who may open them, by role."""

from collections.abc import Callable

from totalaudio.core.lib.access import Access, allow

from .roles import WORKERS, Role


def members[**P, R](*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Open to these roles of the current workspace; without any, to all who work with its contacts."""
    return allow(Access(roles=frozenset(roles or WORKERS)))

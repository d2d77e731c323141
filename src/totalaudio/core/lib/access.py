"""Who may open a route: declared on the view, refused by default, walked by a test."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """What a route asks of who opens it: nothing, to be signed in, a role in a workspace, to be staff, or a key.

    A route that is opened by key asks for its scope itself (core/api/holder.py).
    """

    everybody: bool = False
    signed_in: bool = False
    roles: frozenset[str] = frozenset()
    operators: bool = False
    by_key: bool = False


EVERYBODY = Access(everybody=True)
SIGNED_IN = Access(signed_in=True)
OPERATORS = Access(operators=True)
BY_KEY = Access(by_key=True)


def allow[**P, R](access: Access) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare who may open this view."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        view.access = access  # type: ignore[attr-defined]  # the mark that the middleware and the tests read
        return view

    return declare


def everybody[**P, R](view: Callable[P, R]) -> Callable[P, R]:
    """Open to everybody, signed in or not."""
    return allow(EVERYBODY)(view)


def signed_in[**P, R](view: Callable[P, R]) -> Callable[P, R]:
    """Open to whoever is signed in, with or without a workspace."""
    return allow(SIGNED_IN)(view)


def operators[**P, R](view: Callable[P, R]) -> Callable[P, R]:
    """Open to staff of the installation."""
    return allow(OPERATORS)(view)


def works_read_only[**P, R](view: Callable[P, R]) -> Callable[P, R]:
    """Let this view change things also in a workspace that is read-only: to take away, to pay, to leave."""
    view.works_read_only = True  # type: ignore[attr-defined]  # read below
    return view


def can_work_read_only(view: object) -> bool:
    """Whether the view said that it does."""
    return getattr(view, "works_read_only", False) is True


def access_of(view: object) -> Access | None:
    """What the view declared, or None when it declared nothing."""
    found = getattr(view, "access", None)
    return found if isinstance(found, Access) else None

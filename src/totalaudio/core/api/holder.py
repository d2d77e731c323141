"""Who calls: the key of a request, with what it may do."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from ninja.security import HttpBearer

from .problems import ApiError
from .scopes import Scope


@dataclass(frozen=True, slots=True)
class Holder:
    """A key that holds, and the workspace and person that it acts for."""

    key_id: UUID
    workspace_id: UUID
    user_id: UUID
    role: str
    scopes: frozenset[str]


class Scoped(HttpBearer):
    """Open to keys with one scope; the middleware has found out whose key it is."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Holder:
        """The holder of the key; ApiError (403) when the key may not do this."""
        return must_have(request, self.scope)

    def __call__(self, request: HttpRequest) -> Holder:
        """Ask the holder that the middleware found, not the header again."""
        return self.authenticate(request, "")


def holder_of(request: HttpRequest) -> Holder:
    """Who calls; ApiError (401) when there is no key that holds."""
    holder = getattr(request, "api_holder", None)
    if not isinstance(holder, Holder):
        raise no_key()
    return holder


def must_have(request: HttpRequest, scope: Scope) -> Holder:
    """Who calls; ApiError (403) when their key lacks this scope."""
    holder = holder_of(request)
    if scope not in holder.scopes:
        detail = f"This key may not do that: it lacks the scope {scope}. Make a key with it."
        raise ApiError(403, "scope-missing", detail)
    return holder


def no_key() -> ApiError:
    """Nobody holds the key that was sent, or none was sent."""
    return ApiError(
        401,
        "no-key",
        "Send a key that holds: Authorization: Bearer tap_key_…. Keys are made on the workspace's page of API keys.",
        headers={"WWW-Authenticate": "Bearer"},
    )

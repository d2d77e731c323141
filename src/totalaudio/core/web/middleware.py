"""One transaction per request, in the context of who asks; and no view without its permission."""

import logging
import zoneinfo
from collections.abc import Callable
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from totalaudio.core.accounts.operators import is_operator
from totalaudio.core.accounts.workspaces.current import WORKSPACE_KEY, has_moved
from totalaudio.core.billing.standing import Standing, standing_of
from totalaudio.core.lib.access import Access, access_of, can_work_read_only
from totalaudio.core.tenancy.away import is_database_away
from totalaudio.core.tenancy.context import SIGN_IN, Actor, set_context
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import Role

from . import api_requests
from .errors import API_PATH, read_only, stale_form, unavailable

log = logging.getLogger(__name__)

type Handler = Callable[[HttpRequest], HttpResponseBase]

SIGN_IN_PATH = "/accounts/"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OUTSIDE = ("/health", "/metrics", "/static/", "/api/stripe/", "/api/v1/events")


class RequestContext:
    """Runs a request in one transaction whose context is its person and workspace; an error takes all of it back.

    When the database cannot be reached, people are told to come back.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = None  # type: ignore[attr-defined]  # see actor_of
        if request.path.startswith(_OUTSIDE):
            return self.get_response(request)
        try:
            return self._served(request)
        except OperationalError as error:
            if is_database_away(error):
                return _away(request, error)
            raise

    def _served(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(API_PATH):
            return api_requests.serve(request, self.get_response)
        if request.method == "POST":
            _ = request.POST  # a slow sender is waited for before the transaction, not inside it
        with transaction.atomic(durable=True):
            actor = _enter(request)
            if actor and has_moved(request, actor.workspace_id):
                return stale_form(request)
            request.actor = actor  # type: ignore[attr-defined]  # see actor_of
            return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Django answers an exception before it reaches the transaction, which must learn of it here."""
        if connection.in_atomic_block:
            transaction.set_rollback(True)
        return _away(request, exception) if is_database_away(exception) else None


def _away(request: HttpRequest, error: Exception) -> HttpResponseBase:
    log.warning("the database cannot be reached: %s", " ".join(str(error).split()))
    return unavailable(request)


def _enter(request: HttpRequest) -> Actor | None:
    user_id = _uuid(request.session.get(SESSION_KEY))
    if request.path.startswith(SIGN_IN_PATH) or user_id is None:
        role = SIGN_IN if request.path.startswith(SIGN_IN_PATH) else ""
        set_context(user_id=user_id, workspace_id=None, role=role)
        return None
    with connection.cursor() as cursor:
        preferred = _uuid(request.session.get(WORKSPACE_KEY))
        cursor.execute(
            "SELECT workspace_id, role FROM enter_workspace_v1(%s, %s)", [user_id, preferred]
        )
        found = cursor.fetchone()
    return Actor(user_id=user_id, workspace_id=found[0], role=Role(found[1])) if found else None


def _uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None


class Permission:
    """Opens a view only to those whom it declared; a view that declared nothing is closed to all."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponseBase | None:
        """Let through, send to sign in, or refuse."""
        access = access_of(view)
        if access is None and request.path.startswith(SIGN_IN_PATH):
            return None  # allauth guards its own pages
        if access is None:
            raise PermissionDenied(f"{view} declares no permission")
        return _answer(request, access) or _refuse_change(request, access, view)


def _refuse_change(request: HttpRequest, access: Access, view: object) -> HttpResponseBase | None:
    """In a read-only workspace members look and take away, and nobody changes anything."""
    if not access.roles or request.method in _SAFE or can_work_read_only(view):
        return None
    is_read_only = standing_of(actor_of(request).workspace_id) is Standing.READ_ONLY
    return read_only(request) if is_read_only else None


def _answer(request: HttpRequest, access: Access) -> HttpResponseBase | None:
    if access.everybody or access.by_key:
        return None
    if not request.user.is_authenticated:
        # A form cannot be sent again by a link, so its sender starts from the beginning.
        is_page = request.method in {"GET", "HEAD"}
        return redirect_to_login(request.get_full_path() if is_page else "/")
    if access.signed_in:
        return None
    if access.operators:
        if is_operator(request.user.pk):
            return None
        raise PermissionDenied("only for operators")
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return redirect("workspaces:new")
    if actor.role not in access.roles:
        raise PermissionDenied(f"not for the role {actor.role}")
    return None


class Zone:
    """Shows times in the zone of who asks."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith((*_OUTSIDE, API_PATH)):
            return self.get_response(request)
        name = request.user.zone if request.user.is_authenticated else "Europe/London"
        try:
            zone = zoneinfo.ZoneInfo(name)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            zone = zoneinfo.ZoneInfo("Europe/London")
        with timezone.override(zone):
            return self.get_response(request)

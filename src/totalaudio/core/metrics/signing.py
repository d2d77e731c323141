"""Records that people sign up and sign in, when allauth and Django say so."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, user_signed_up
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.http import HttpRequest

from totalaudio.core.accounts.models import User
from totalaudio.core.tenancy.context import set_context

from .names import AppName, Counter, EventCategory, EventName
from .recording import count, record
from .visitors import origin_of


def listen() -> None:
    """Record every sign-in, and every sign-up once its address is confirmed."""
    user_logged_in.connect(_signed_in, dispatch_uid="metrics.sign-in")
    user_signed_up.connect(_signed_up, dispatch_uid="metrics.sign-up")
    email_confirmed.connect(_confirmed, dispatch_uid="metrics.confirmed")


def _signed_in(*, request: HttpRequest | None, user: User, **_: object) -> None:
    # Outside of a request's transaction nobody signs in: a test opens a session by itself.
    if request is None or not connection.in_atomic_block:
        return
    with _serving(user.pk):
        record(EventName.SIGN_IN, EventCategory.SESSION, AppName.CORE, origin=origin_of(request))
        count(Counter.SESSIONS, AppName.CORE, user_id=user.pk)


def _signed_up(*, request: HttpRequest, user: User, **_: object) -> None:
    """Somebody whose address Google has confirmed; everybody else still has to confirm theirs."""
    if EmailAddress.objects.filter(user_id=user.pk, verified=True).exists():
        _record_sign_up(request, user)


def _confirmed(*, request: HttpRequest, email_address: EmailAddress, **_: object) -> None:
    """The first address of somebody who was never here; a later one is a change of address."""
    if email_address.user.last_login is None:
        _record_sign_up(request, email_address.user)


def _record_sign_up(request: HttpRequest, user: User) -> None:
    with _serving(user.pk):
        record(
            EventName.SIGN_UP, EventCategory.ACQUISITION, AppName.CORE, origin=origin_of(request)
        )


@contextmanager
def _serving(user_id: UUID) -> Iterator[None]:
    """The pages of sign-in serve nobody yet: for a moment they serve this person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user_id_v1(), current_workspace_id_v1(), current_role_v1()")
        served, workspace_id, role = cursor.fetchone()
    set_context(user_id=user_id, workspace_id=workspace_id, role=role)
    try:
        yield
    finally:
        set_context(user_id=served, workspace_id=workspace_id, role=role)

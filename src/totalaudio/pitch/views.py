"""Where Pitch Generator begins: each campaign with what is next for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import EVERYBODY, WORKERS
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.pitch.drafts.queries import standings

_COLUMNS = (
    Column("campaign", "Campaign", is_sortable=False),
    Column("to_write", "To write", is_sortable=False, is_number=True),
    Column("to_review", "To review", is_sortable=False, is_number=True),
    Column("approved", "Approved", is_sortable=False, is_number=True),
    Column("queued", "Queued", is_sortable=False, is_number=True),
    Column("sent", "Sent", is_sortable=False, is_number=True),
    Column("replied", "Replied", is_sortable=False, is_number=True),
    Column("next", "Next", is_sortable=False),
)


@members(*EVERYBODY)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The open campaigns with what is to write, to review and to send; clients are told that it is not for them."""
    is_worker = actor_of(request).role in WORKERS
    context = {
        "is_worker": is_worker,
        "standings": standings() if is_worker else [],
        "head": table_head(_COLUMNS, {}, default_sort=""),
    }
    return render(request, "pitch/home.html", context)

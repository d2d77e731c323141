"""Pages of a list by cursor: a list is in the order of its ids, which is the order of making."""

import base64
import binascii
from collections.abc import Callable
from uuid import UUID

from django.db.models import Model, QuerySet

from .problems import ApiError
from .schemas import PageOf, Paging


def page_of[M: Model, T](
    rows: QuerySet[M], paging: Paging, show: Callable[[M], T], *, newest_first: bool = False
) -> PageOf[T]:
    """The rows behind the cursor, as many as asked for, and the cursor of the next page."""
    if paging.after:
        side = "id__lt" if newest_first else "id__gt"
        rows = rows.filter(**{side: read_cursor(paging.after)})
    found = list(rows.order_by("-id" if newest_first else "id")[: paging.limit + 1])
    items = found[: paging.limit]
    more = write_cursor(items[-1].pk) if len(found) > paging.limit else None
    return PageOf(items=[show(row) for row in items], next=more)


def write_cursor(row_id: UUID) -> str:
    """The place behind a row, as text."""
    return base64.urlsafe_b64encode(row_id.bytes).decode().rstrip("=")


def read_cursor(text: str) -> UUID:
    """The row that a cursor stands behind; ApiError (422) when it is none."""
    try:
        return UUID(bytes=base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True))
    except (ValueError, binascii.Error) as wrong:
        detail = "after: this is no cursor; take the `next` of the page before."
        errors = [{"field": "after", "message": "not a cursor"}]
        raise ApiError(422, "invalid", detail, errors=errors) from wrong

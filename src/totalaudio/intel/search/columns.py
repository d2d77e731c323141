"""The columns of the contact table, and which of them a person chose."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.http import HttpRequest

from totalaudio.contacts.queries import DEFAULT_SORT
from totalaudio.core.ui.tables import Column, Head, table_head

COLUMNS: Final = (
    Column("name", "Name", slot="title", is_fixed=True),
    Column("outlet", "Outlet", slot="meta"),
    Column("role", "Role", is_sortable=False, is_default=False),
    Column("email", "Address", is_sortable=False),
    Column("genres", "Genres", is_sortable=False),
    Column("country", "Country", is_sortable=False),
    Column("status", "Status", is_sortable=False, slot="aside"),
    Column("confidence", "Confidence", is_number=True),
    Column("checked", "Last checked", is_default=False),
    Column("added", "Added", is_default=False),
)
_CHOSEN: Final = "contact_columns"


def head_of(request: HttpRequest) -> Head:
    """The head of the table; a choice of columns is kept in the session, so that addresses stay short."""
    query: dict[str, Sequence[str]] = dict(request.GET.lists())
    chosen = set(query.pop("column", ()))
    if chosen:
        request.session[_CHOSEN] = [column.key for column in COLUMNS if column.key in chosen]
    kept = request.session.get(_CHOSEN)
    columns: Sequence[Column] = COLUMNS
    if kept:
        columns = tuple(replace(column, is_default=column.key in kept) for column in COLUMNS)
    return table_head(columns, query, default_sort=DEFAULT_SORT)

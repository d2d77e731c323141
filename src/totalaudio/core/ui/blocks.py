"""Pieces with a body of the page's own: `{% card %}…{% endcard %}`, `{% dialog %}`, `{% table %}`, `{% row %}`."""

from django.template.loader import render_to_string

from totalaudio.core.ui.tables import Head


def card(content: str, title: str = "", *, primary: bool = False, flush: bool = False) -> str:
    """Frame a part of the page; `primary` is for the one card that matters most, `flush` for tables."""
    return render_to_string("ui/card.html", locals())


def banner(content: str, level: str = "info", title: str = "") -> str:
    """Tell something about the whole page: info, good, warning or problem."""
    return render_to_string("ui/banner.html", locals())


def dialog(content: str, id: str, title: str) -> str:  # noqa: A002 - as HTML calls it
    """Hold what a button with data_dialog=id opens; buttons with value close it."""
    return render_to_string("ui/dialog.html", locals())


def empty(content: str, title: str, icon: str = "disc") -> str:
    """Say that nothing is here yet and what to do next; the body holds the button."""
    return render_to_string("ui/empty.html", locals())


def table(content: str, head: Head, label: str, *, select: bool = False) -> str:
    """Frame the rows of a table with its head; `select` when its rows can be selected."""
    return render_to_string("ui/table.html", locals())


def row(
    content: str,
    label: str,
    id: str = "",  # noqa: A002 - as HTML calls it
    href: str = "",
    *,
    is_selected: bool = False,
) -> str:
    """Frame the cells of one row; with an id it can be selected, with href Enter opens it."""
    return render_to_string("ui/row.html", locals())

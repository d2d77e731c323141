"""What the page of a report shows, signed in or by a link."""

from totalaudio.core.ui.tables import Column, table_head

from .reading import is_white_label
from .report import Report
from .words import METHOD, apart, figures, lead, unevidenced

_KINDS = (
    Column("kind", "Kind of outlet", is_sortable=False, slot="title"),
    Column("pitched", "Pitched", is_sortable=False, is_number=True, slot="aside"),
    Column("human", "Replied", is_sortable=False, slot="meta"),
    Column("outcome", "With an outcome", is_sortable=False, is_number=True),
)
_OUTCOMES = (
    Column("date", "Date", is_sortable=False),
    Column("kind", "What", is_sortable=False),
    Column("outlet", "Outlet", is_sortable=False),
    Column("evidence", "Evidence", is_sortable=False),
)


def page_of(report: Report) -> dict[str, object]:
    """The values of the template, with the names of the plan's kind: the workspace's own, or its name."""
    is_own = is_white_label(report)
    return {
        "report": report,
        "owner": (report.brand.name if is_own else "") or report.workspace.name,
        "line": report.brand.line if is_own else "",
        "lead": lead(report),
        "figures": figures(report),
        "funnel": report.funnel,
        "apart": apart(report),
        "unevidenced": unevidenced(report),
        "method": METHOD,
        "kinds_head": table_head(_KINDS, {}, default_sort=""),
        "outcomes_head": table_head(_OUTCOMES, {}, default_sort=""),
        "targets_head": table_head(_targets(report), {}, default_sort=""),
        "is_white_label": is_own,
    }


def _targets(report: Report) -> list[Column]:
    names = [Column("name", "Contact", is_sortable=False)] if report.names_contacts else []
    return [
        Column("outlet", "Outlet", is_sortable=False, slot="title"),
        *names,
        Column("kind", "Kind", is_sortable=False, slot="meta"),
        Column("stage", "Stage", is_sortable=False, slot="aside"),
        Column("outcomes", "Outcomes", is_sortable=False, is_number=True),
    ]

"""Incidents as the pieces that their pages show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from totalaudio.core.ui.pieces import Entry
from totalaudio.core.ui.tables import Column
from totalaudio_ops.incidents import entries, post_mortems
from totalaudio_ops.incidents.incident import Connection, Incident
from totalaudio_ops.incidents.levels import ABOUT, Level
from totalaudio_ops.incidents.measuring import Measured
from totalaudio_ops.incidents.templates import app_name
from totalaudio_ops.incidents.writing import minutes, moment
from totalaudio_ops.notifying.history import Told, told

from .forms import ActionForm, LeadForm, LevelForm, SayForm, SectionsForm, StepForm, TitleForm

HISTORY = (
    Column("title", "Incident", slot="title", is_sortable=False),
    Column("level", "Level", slot="aside", is_sortable=False),
    Column("app", "App", is_sortable=False),
    Column("when", "Opened", slot="meta", is_sortable=False),
    Column("lasted", "Lasted", is_number=True, is_sortable=False),
)
MEASURES = (
    Column("measure", "Measure", slot="title", is_sortable=False),
    Column("level", "Level", slot="meta", is_sortable=False),
    Column("n", "Incidents", is_number=True, is_sortable=False),
    Column("mean", "Mean", is_number=True, is_sortable=False),
    Column("median", "Half within", slot="aside", is_number=True, is_sortable=False),
    Column("p90", "90 % within", is_number=True, is_sortable=False),
)
_TONES = {Level.P0: "bad", Level.P1: "bad", Level.P2: "warning", Level.P3: "neutral"}
_ICONS = {
    "opened": "warning",
    "again": "warning",
    "escalated": "warning",
    "breach": "problem",
    "overdue": "problem",
    "acknowledged": "person",
    "lead": "person",
    "title": "pen",
    "mitigated": "good",
    "resolved": "check",
    "update": "globe",
    "public": "globe",
    "note": "pen",
    "flag": "filter",
    "mode": "chart",
    "alert": "warning",
    "deploy": "upload",
    "backup": "download",
    "maintenance": "settings",
    "post-mortem": "list",
    "action": "check",
}
_TITLES = {
    "opened": "Opened",
    "again": "Reported again",
    "escalated": "Escalated",
    "lowered": "Lowered",
    "breach": "Response late",
    "overdue": "Post-mortem overdue",
    "acknowledged": "Acknowledged",
    "lead": "Lead",
    "title": "Title",
    "mitigated": "Mitigated",
    "resolved": "Resolved",
    "update": "Update",
    "public": "Status page",
    "note": "Note",
    "flag": "Flag changed",
    "mode": "Budget mode",
    "alert": "Alert",
    "deploy": "Deploy",
    "backup": "Backup",
    "restore": "Restore",
    "maintenance": "Maintenance",
    "gate": "Gate",
    "post-mortem": "Post-mortem",
    "action": "Action",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident with its clock in words."""

    incident: Incident
    app: str
    level: str
    tone: str
    clock: str
    clock_tone: str
    lasted: str


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """One line of the measures."""

    name: str
    definition: str
    level: str
    n: int
    mean: str
    median: str
    p90: str


def shown(incident: Incident, now: datetime) -> Shown:
    """The incident as both pages show it."""
    clock, tone = _clock(incident, now)
    return Shown(
        incident,
        app_name(incident) if incident.app else "All apps",
        f"{incident.level} {ABOUT[incident.level].meaning.lower()}",
        _TONES[incident.level],
        clock,
        tone,
        minutes((incident.resolved_at or now) - incident.started_at),
    )


def _clock(one: Incident, now: datetime) -> tuple[str, str]:
    if one.resolved_at:
        return f"resolved {moment(one.resolved_at)}", "good"
    if one.acknowledged_at:
        by = f" by {one.lead}" if one.lead else ""
        return f"{one.status}, led{by}" if by else one.status.value, "active"
    left = one.respond_by - now
    if left < timedelta(0):
        return f"response {minutes(-left)} late", "bad"
    return f"{minutes(left)} left to respond", "warning"


def measures(found: Iterable[Measured]) -> list[ShownMeasure]:
    """Figures in the words of people."""
    return [
        ShownMeasure(
            one.measure.name,
            one.measure.definition,
            one.level or "All",
            one.n,
            minutes(one.mean),
            minutes(one.median),
            minutes(one.p90),
        )
        for one in found
    ]


def timeline(found: Sequence[entries.Entry]) -> list[Entry]:
    """Entries as the piece shows them, the newest first."""
    return [
        Entry(
            at=one.at,
            title=_TITLES.get(one.kind, one.kind.capitalize())
            + (" (public)" if one.is_public else ""),
            detail=one.text,
            by=one.actor,
            icon=_ICONS.get(one.kind, "disc"),
        )
        for one in reversed(found)
    ]


def learnt(connection: Connection, incident: Incident) -> dict[str, object]:
    """The post-mortem with its forms, as far as there is one."""
    written = post_mortems.post_mortem(connection, incident.id)
    actions = post_mortems.actions(connection, incident.id)
    return {
        "post_mortem": written,
        "actions": actions,
        "sections": [
            (post_mortems.SECTIONS[name], text)
            for name, text in (written.sections.items() if written else ())
        ],
        "missing": post_mortems.missing_of(written, actions) if written else [],
        "sections_form": SectionsForm(written.sections, auto_id="section-%s") if written else None,
        "action_form": ActionForm(auto_id="action-%s"),
    }


def forms_of(incident: Incident) -> dict[str, object]:
    """The small forms of the page, each with ids of its own."""
    return {
        "say_form": SayForm(auto_id="say-%s"),
        "step_form": StepForm(auto_id="step-%s"),
        "level_form": LevelForm(auto_id="level-%s", initial={"level": incident.level.value}),
        "lead_form": LeadForm(auto_id="lead-%s", initial={"lead": incident.lead}),
        "title_form": TitleForm(auto_id="title-%s", initial={"title": incident.title}),
    }


def told_of(connection: Connection, incident: Incident) -> list[Told]:
    """Who was told of it."""
    return told(connection, incident.id)

"""Deploys as the pieces that their pages show."""

from collections.abc import Iterable
from dataclasses import dataclass

from totalaudio.core.ui.pieces import Stat
from totalaudio.core.ui.tables import Column
from totalaudio_ops.deploys.rows import Row, Took
from totalaudio_ops.incidents.writing import moment
from totalaudio_ops.slo.words import app_label

DEPLOYMENTS = (
    Column("what", "Deploy", slot="title", is_sortable=False),
    Column("outcome", "Outcome", slot="aside", is_sortable=False),
    Column("at", "When", slot="meta", is_sortable=False),
    Column("environment", "Environment", is_sortable=False),
    Column("commit", "Commit", is_sortable=False),
    Column("by", "By", is_sortable=False),
    Column("took", "Took", is_number=True, is_sortable=False),
)
STEPS = (
    Column("step", "Step", slot="title", is_sortable=False),
    Column("done", "Outcome", slot="aside", is_sortable=False),
    Column("said", "What it says", slot="meta", is_sortable=False),
    Column("took", "Took", is_number=True, is_sortable=False),
)
_OUTCOMES = {
    "kept": ("Kept", "good"),
    "rolled back": ("Rolled back", "bad"),
    "refused": ("Refused", "warning"),
    "failed": ("Failed", "bad"),
    "abandoned": ("Abandoned", "neutral"),
    None: ("Not ended", "active"),
}
_STEPS = {
    "done": ("Done", "good"),
    "failed": ("Failed", "bad"),
    "interrupted": ("Interrupted", "warning"),
    "not ended": ("Not ended", "active"),
}
_TITLES = {
    "deploy": "{app} {version}",
    "rollback": "{app} back to {version}",
    "promote": "{app} {version}, promoted",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One deploy, in words."""

    row: Row
    app: str
    title: str
    release: str
    label: str
    tone: str
    took: str


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step, in words."""

    name: str
    said: str
    label: str
    tone: str
    took: str


def shown(row: Row) -> Shown:
    """A deploy as a row."""
    label, tone = _OUTCOMES[row.outcome]
    app = app_label(row.app)
    title = _TITLES[row.kind].format(app=app, version=row.version)
    return Shown(row, app, title, row.commit[:12], label, tone, span(row.seconds))


def shown_step(took: Took) -> ShownStep:
    """A step as a row."""
    label, tone = _STEPS[took.done]
    return ShownStep(took.step.capitalize(), took.said, label, tone, span(took.seconds))


def stats(kept: Iterable[Row]) -> list[Stat]:
    """What was kept last of each app in each environment."""
    return [
        Stat(
            f"{app_label(one.app)}, {one.environment}",
            one.version,
            f"{one.commit[:12]}, since {moment(one.finished_at or one.started_at)}",
        )
        for one in kept
    ]


def facts(row: Row) -> list[tuple[str, str]]:
    """What is known of one, as pairs."""
    found = [
        ("Environment", row.environment.capitalize()),
        ("Version", row.version),
        ("Commit", row.commit[:12]),
        ("Change", row.change.capitalize()),
        ("Place", row.target.capitalize()),
        ("Asked by", row.asked_by),
        ("Began", moment(row.started_at)),
        ("Took", span(row.seconds)),
    ]
    if row.incident_ref:
        found.append(("Incident", row.incident_ref))
    return found


def span(seconds: float | None) -> str:
    """How long, as one reads it."""
    if seconds is None:
        return "–"
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds / 60:.0f} min"

"""Notices ready to be sent, with the facts of an incident filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from totalaudio_ops.apps import Deployable
from totalaudio_ops.problems import Problem

from .incident import Incident
from .levels import ABOUT, next_update_by
from .writing import minutes, moment


@dataclass(frozen=True, slots=True)
class Notice:
    """A rendered notice: what it is for, a subject line, and the text."""

    name: str
    title: str
    subject: str
    body: str

    @property
    def text(self) -> str:
        """All of it, to be copied at once."""
        return f"{self.subject}\n\n{self.body}"


def app_name(incident: Incident) -> str:
    """The app as people call it."""
    return Deployable(incident.app).label if incident.app else "Total Audio Platform"


def render(name: str, incident: Incident, now: datetime) -> Notice:
    """One notice by its name; raises Problem for a name that is none."""
    if name not in TEMPLATES:
        raise Problem(f"{name[:40]!r} is no template: {', '.join(TEMPLATES)} are.")
    title, write = TEMPLATES[name]
    subject, *paragraphs = write(incident, now)
    return Notice(name, title, subject, "\n\n".join(paragraphs))


def notices(incident: Incident, now: datetime) -> list[Notice]:
    """All of them, in the order in which they are needed."""
    return [render(name, incident, now) for name in TEMPLATES]


def _internal(incident: Incident, now: datetime) -> list[str]:
    about = ABOUT[incident.level]
    return [
        f"{incident.level} {incident.ref}: {incident.title}",
        f"{about.meaning} in {app_name(incident)} since {moment(incident.started_at)}: {incident.title}.",
        _response(incident),
        f"{incident.lead} leads."
        if incident.lead
        else "Nobody leads yet: whoever acknowledges it does.",
        f"Updates {about.updates}; the next by {moment(next_update_by(incident.level, now))}.",
    ]


def _response(incident: Incident) -> str:
    if incident.resolved_at:
        return f"It was resolved at {moment(incident.resolved_at)}."
    if incident.acknowledged_at:
        return f"It was acknowledged at {moment(incident.acknowledged_at)}."
    return f"Somebody must acknowledge it by {moment(incident.respond_by)}."


def _investigating(incident: Incident, now: datetime) -> list[str]:
    return [
        f"{app_name(incident)}: we are looking into a problem",
        (
            f"Since {moment(incident.started_at)} there is a problem in {app_name(incident)}: {incident.title}."
            " We are looking for its cause."
        ),
        *_ending(incident, now),
    ]


def _identified(incident: Incident, now: datetime) -> list[str]:
    return [
        f"{app_name(incident)}: we know what causes the problem",
        (
            f"We have found what causes the problem in {app_name(incident)} that began at"
            f" {moment(incident.started_at)} ({incident.title}), and are putting it right."
        ),
        *_ending(incident, now),
    ]


def _monitoring(incident: Incident, now: datetime) -> list[str]:
    return [
        f"{app_name(incident)}: it works again, and we are watching it",
        (
            f"{app_name(incident)} works again. The problem ({incident.title}) began at {moment(incident.started_at)}."
            " We keep watching until we are sure."
        ),
        *_ending(incident, now),
    ]


def _resolved(incident: Incident, now: datetime) -> list[str]:
    ended = incident.resolved_at or now
    return [
        f"{app_name(incident)}: the problem is over",
        (
            f"The problem in {app_name(incident)} ({incident.title}) is over. It lasted from"
            f" {moment(incident.started_at)} to {moment(ended)}, {minutes(ended - incident.started_at)}."
        ),
        (
            "We are sorry for the trouble. If something still looks wrong, write to us and name the reference"
            f" {incident.ref}."
        ),
    ]


def _reminder(incident: Incident, now: datetime) -> list[str]:
    return [
        f"{incident.ref}: people wait for an update",
        (
            f"{incident.level} promises updates {ABOUT[incident.level].updates}. Say what is known about"
            f" “{incident.title}” by {moment(next_update_by(incident.level, now))}, also when nothing is new:"
            " what still fails, what was tried, and when people hear of it next."
        ),
    ]


def _ending(incident: Incident, now: datetime) -> list[str]:
    next_by = moment(next_update_by(incident.level, now))
    return [f"The next update comes by {next_by}.", f"Reference: {incident.ref}"]


TEMPLATES: dict[str, tuple[str, Callable[[Incident, datetime], list[str]]]] = {
    "internal": ("Internal notice", _internal),
    "investigating": ("To customers: investigating", _investigating),
    "identified": ("To customers: identified", _identified),
    "monitoring": ("To customers: monitoring", _monitoring),
    "resolved": ("To customers: resolved", _resolved),
    "reminder": ("Reminder that an update is due", _reminder),
}

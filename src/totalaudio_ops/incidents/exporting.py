"""An incident as a Markdown document, which can be kept and read anywhere."""

from collections.abc import Iterator
from datetime import datetime

from .entries import Entry, timeline
from .incident import Connection, Incident
from .levels import ABOUT
from .markdown import escaped, paragraph
from .post_mortems import SECTIONS, Action, PostMortem, actions, post_mortem
from .templates import app_name
from .writing import minutes, moment


def markdown(connection: Connection, incident: Incident) -> str:
    """The whole record: facts, times, timeline, and the post-mortem with its actions."""
    written = post_mortem(connection, incident.id)
    lines = [
        f"# {incident.ref}: {escaped(incident.title)}",
        "",
        *_facts(incident),
        "",
        *_sections(written),
        *_actions(actions(connection, incident.id)),
        "## Timeline",
        "",
        *(_entry(entry) for entry in timeline(connection, incident.id)),
    ]
    return "\n".join(lines) + "\n"


def _facts(incident: Incident) -> Iterator[str]:
    yield "| | |"
    yield "| --- | --- |"
    for name, value in facts(incident):
        yield f"| {name} | {escaped(value)} |"


def facts(incident: Incident) -> list[tuple[str, str]]:
    """What is known of it, in words; what is not known yet is left out."""
    began, found = incident.started_at, incident.detected_at
    times: list[tuple[str, datetime | None, datetime]] = [
        ("Acknowledged", incident.acknowledged_at, found),
        ("Mitigated", incident.mitigated_at, began),
        ("Resolved", incident.resolved_at, began),
    ]
    known = [
        ("Level", f"{incident.level}, {ABOUT[incident.level].meaning.lower()}"),
        ("App", app_name(incident) if incident.app else "all"),
        ("Status", incident.status.value),
        ("Lead", incident.lead),
        ("Began", moment(began)),
        ("Detected", f"{moment(found)}, {minutes(found - began)} after it began"),
        *(
            (name, f"{moment(at)}, after {minutes(at - since)}")
            for name, at, since in times
            if at is not None
        ),
        ("Response promised by", moment(incident.respond_by)),
        ("Response", "late" if incident.breached_at else ""),
    ]
    return [(name, value) for name, value in known if value]


def _sections(written: PostMortem | None) -> Iterator[str]:
    if written is None:
        return
    for name, text in written.sections.items():
        yield from (f"## {SECTIONS[name]}", "", paragraph(text) or "*Not written yet.*", "")


def _actions(found: list[Action]) -> Iterator[str]:
    if not found:
        return
    yield from ("## Actions", "", "| What | Who | By | Done |", "| --- | --- | --- | --- |")
    for one in found:
        done = moment(one.done_at) if one.done_at else "not yet"
        yield f"| {escaped(one.text)} | {escaped(one.owner)} | {one.due_date:%Y-%m-%d} | {escaped(done)} |"
    yield ""


def _entry(entry: Entry) -> str:
    text = escaped(entry.text)
    return (
        f"- **{escaped(moment(entry.at))}** ({escaped(entry.kind)}, {escaped(entry.actor)}) {text}"
    )

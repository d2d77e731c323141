"""Incidents as rows with stable keys, for programs."""

from collections.abc import Iterable
from datetime import datetime

from totalaudio_ops.incidents.clocks import seconds_left
from totalaudio_ops.incidents.entries import timeline
from totalaudio_ops.incidents.incident import Connection, Incident
from totalaudio_ops.incidents.measuring import Measured
from totalaudio_ops.incidents.post_mortems import actions, missing_parts, post_mortem
from totalaudio_ops.notifying.history import told

type Row = dict[str, object]


def row(incident: Incident, now: datetime) -> Row:
    """One incident."""
    return {
        "ref": incident.ref,
        "level": incident.level.value,
        "title": incident.title,
        "app": incident.app,
        "status": incident.status.value,
        "source": incident.source,
        "lead": incident.lead or None,
        "public": incident.is_public,
        "started_at": _moment(incident.started_at),
        "detected_at": _moment(incident.detected_at),
        "respond_by": _moment(incident.respond_by),
        "seconds_left": seconds_left(incident, now),
        "acknowledged_at": _moment(incident.acknowledged_at),
        "mitigated_at": _moment(incident.mitigated_at),
        "resolved_at": _moment(incident.resolved_at),
        "breached_at": _moment(incident.breached_at),
    }


def full_row(connection: Connection, incident: Incident, now: datetime) -> Row:
    """One incident with its timeline, its post-mortem and who was told."""
    entries = [
        {
            "at": _moment(one.at),
            "kind": one.kind,
            "text": one.text,
            "by": one.actor,
            "public": one.is_public,
        }
        for one in timeline(connection, incident.id)
    ]
    return row(incident, now) | {
        "timeline": entries,
        "post_mortem": _post_mortem(connection, incident),
        "notifications": [
            {
                "channel": one.channel,
                "recipient": one.recipient,
                "subject": one.subject,
                "attempts": one.attempts,
                "next_try_at": _moment(one.not_before) if one.is_waiting else None,
                "sent_at": _moment(one.sent_at),
                "given_up_at": _moment(one.given_up_at),
                "overtaken_at": _moment(one.overtaken_at),
                "problem": one.problem or None,
            }
            for one in told(connection, incident.id)
        ],
    }


def _post_mortem(connection: Connection, incident: Incident) -> Row | None:
    found = post_mortem(connection, incident.id)
    if found is None:
        return None
    return {
        "due_date": found.due_date.isoformat(),
        "closed_at": _moment(found.closed_at),
        "closed_by": found.closed_by,
        **found.sections,
        "actions": [
            {
                "id": str(one.id),
                "text": one.text,
                "owner": one.owner,
                "due_date": one.due_date.isoformat(),
                "done_at": _moment(one.done_at),
            }
            for one in actions(connection, incident.id)
        ],
        "missing": [] if found.closed_at else missing_parts(connection, incident),
    }


def measures(found: Iterable[Measured]) -> list[Row]:
    """What was measured, in seconds."""
    return [
        {
            "measure": one.measure.key,
            "definition": one.measure.definition,
            "level": one.level.value if one.level else None,
            "n": one.n,
            "mean_s": one.mean.total_seconds(),
            "median_s": one.median.total_seconds(),
            "p90_s": one.p90.total_seconds(),
        }
        for one in found
    ]


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None

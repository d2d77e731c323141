"""What people do with an incident; each change and its entry are written in one transaction, the caller's."""

from datetime import datetime

from totalaudio_ops.problems import Problem

from .clocks import late_words
from .entries import write
from .incident import Connection, Incident, Status, find, find_to_change
from .levels import Level, respond_by
from .post_mortems import begin
from .words import one_line, paragraphs
from .writing import minutes, moment


def note(connection: Connection, ref: str, text: str, *, by: str, now: datetime) -> Incident:
    """Write something down for those who respond; also after it was resolved."""
    return _written(connection, ref, "note", text, by=by, now=now, is_public=False)


def update(
    connection: Connection, ref: str, text: str, *, by: str, now: datetime, is_public: bool = True
) -> Incident:
    """Say how it stands; a public update is shown on the status page, and so is the incident from then on."""
    there = _written(connection, ref, "update", text, by=by, now=now, is_public=is_public)
    if is_public and not there.is_public:
        return set_public(connection, ref, is_public=True, by=by, now=now)
    return there


def acknowledge(connection: Connection, ref: str, *, by: str, now: datetime) -> Incident:
    """Somebody responds: the clock stops, and who does leads unless somebody leads already."""
    there, actor = find_to_change(connection, ref), _actor(by)
    _refuse_resolved(there, "cannot be acknowledged")
    if there.acknowledged_at:
        raise Problem(f"{there.ref} was acknowledged at {moment(there.acknowledged_at)} already.")
    return _acknowledged(connection, there, actor, now)


def mitigate(
    connection: Connection, ref: str, *, by: str, now: datetime, text: str = ""
) -> Incident:
    """People no longer feel it, and its cause is still there."""
    there, actor = find_to_change(connection, ref), _actor(by)
    _refuse_resolved(there, "cannot be mitigated")
    if there.mitigated_at:
        raise Problem(f"{there.ref} was mitigated at {moment(there.mitigated_at)} already.")
    there = _acknowledged_too(connection, there, actor, now)
    connection.execute(
        "UPDATE ops.incidents SET status = 'mitigated', mitigated_at = %s WHERE id = %s",
        [now, there.id],
    )
    said = f"Mitigated: people no longer feel it.{_more(text)}"
    write(connection, there.id, "mitigated", said, actor=actor, at=now)
    return find(connection, ref)


def resolve(
    connection: Connection, ref: str, *, by: str, now: datetime, text: str = ""
) -> Incident:
    """Its cause is dealt with; it is acknowledged as well, and P0 and P1 get a post-mortem to write."""
    there, actor = find_to_change(connection, ref), _actor(by)
    _refuse_resolved(there, "cannot be resolved again")
    there = _acknowledged_too(connection, there, actor, now)
    connection.execute(
        "UPDATE ops.incidents SET status = 'resolved', resolved_at = %s,"
        " mitigated_at = coalesce(mitigated_at, %s) WHERE id = %s",
        [now, now, there.id],
    )
    lasted = minutes(now - there.started_at)
    said = f"Resolved, {lasted} after it began.{_more(text)}"
    write(connection, there.id, "resolved", said, actor=actor, at=now)
    if there.level.needs_post_mortem:
        begin(connection, ref, by=actor, now=now)
    return find(connection, ref)


def change_level(
    connection: Connection, ref: str, level: Level | str, *, reason: str, by: str, now: datetime
) -> Incident:
    """Make it worse or less bad, with the reason; both levels and both clocks are written down.

    A worse level's clock runs from now and never ends later than the one before; a milder one's runs from the opening.
    A mitigated incident keeps the level that it had at its worst.
    """
    there, actor, why = find_to_change(connection, ref), _actor(by), one_line(reason, "the reason")
    wanted = _wanted(there, level)
    is_worse = wanted.is_worse_than(there.level)
    fresh = (
        min(respond_by(wanted, now), there.respond_by)
        if is_worse
        else respond_by(wanted, there.detected_at)
    )
    due = there.respond_by if there.acknowledged_at else fresh
    connection.execute(
        "UPDATE ops.incidents SET level = %s, respond_by = %s WHERE id = %s",
        [wanted, due, there.id],
    )
    clock = (
        "It was acknowledged before."
        if there.acknowledged_at
        else f"Response by {moment(due)}, before by {moment(there.respond_by)}."
    )
    kind, verb = ("escalated", "Escalated") if is_worse else ("lowered", "Lowered")
    said = f"{verb} from {there.level} to {wanted}: {why}. {clock}"
    write(connection, there.id, kind, said, actor=actor, at=now)
    return find(connection, ref)


def set_lead(connection: Connection, ref: str, lead: str, *, by: str, now: datetime) -> Incident:
    """Name who leads the response."""
    there, actor, name = find_to_change(connection, ref), _actor(by), one_line(lead, "the lead")
    if there.lead == name:
        return there
    connection.execute("UPDATE ops.incidents SET lead = %s WHERE id = %s", [name, there.id])
    before = f", after {there.lead}" if there.lead else ""
    write(connection, there.id, "lead", f"{name} leads{before}.", actor=actor, at=now)
    return find(connection, ref)


def set_title(connection: Connection, ref: str, title: str, *, by: str, now: datetime) -> Incident:
    """Say in other words what is wrong, as for customers; the words before stay in the timeline."""
    there, actor, said = find_to_change(connection, ref), _actor(by), one_line(title, "the title")
    if there.title == said:
        return there
    connection.execute("UPDATE ops.incidents SET title = %s WHERE id = %s", [said, there.id])
    text = f"Titled “{said}”, before “{there.title}”."
    write(connection, there.id, "title", text, actor=actor, at=now)
    return find(connection, ref)


def set_public(
    connection: Connection, ref: str, *, is_public: bool, by: str, now: datetime
) -> Incident:
    """Show it on the status page, or no longer."""
    there, actor = find_to_change(connection, ref), _actor(by)
    if there.is_public == is_public:
        return there
    connection.execute(
        "UPDATE ops.incidents SET is_public = %s WHERE id = %s", [is_public, there.id]
    )
    said = "Shown on the status page." if is_public else "No longer shown on the status page."
    write(connection, there.id, "public", said, actor=actor, at=now)
    return find(connection, ref)


def _written(
    connection: Connection,
    ref: str,
    kind: str,
    text: str,
    *,
    by: str,
    now: datetime,
    is_public: bool,
) -> Incident:
    there = find_to_change(connection, ref)
    said = paragraphs(text, "the text")
    write(connection, there.id, kind, said, actor=_actor(by), at=now, is_public=is_public)
    return there


def _acknowledged_too(
    connection: Connection, there: Incident, actor: str, now: datetime
) -> Incident:
    return there if there.acknowledged_at else _acknowledged(connection, there, actor, now)


def _acknowledged(connection: Connection, there: Incident, actor: str, now: datetime) -> Incident:
    is_late = now > there.respond_by
    connection.execute(
        "UPDATE ops.incidents SET status = 'acknowledged', acknowledged_at = %s, lead = %s,"
        " breached_at = CASE WHEN %s THEN coalesce(breached_at, %s) ELSE breached_at END WHERE id = %s",
        [now, there.lead or actor, is_late, now, there.id],
    )
    since = minutes(now - there.detected_at)
    said = f"Acknowledged by {actor}, {since} after it was opened."
    write(connection, there.id, Status.ACKNOWLEDGED, said, actor=actor, at=now)
    if is_late:
        late = late_words(there, now)
        write(connection, there.id, "breach", late, actor="platform", at=now, key="breach")
    return find(connection, there.ref)


def _wanted(there: Incident, level: Level | str) -> Level:
    try:
        wanted = Level(level.strip().upper())
    except ValueError:
        raise Problem(f"{level[:20]!r} is no level: P0, P1, P2 and P3 are.") from None
    _refuse_resolved(there, "keeps its level")
    if wanted is there.level:
        raise Problem(f"{there.ref} is {wanted} already.")
    if there.mitigated_at and there.level.is_worse_than(wanted):
        raise Problem(
            f"{there.ref} is mitigated, so it keeps the level of its worst time, {there.level}."
        )
    return wanted


def _refuse_resolved(there: Incident, what: str) -> None:
    if there.is_resolved:
        raise Problem(f"{there.ref} is resolved and {what}: write a note, or open a new incident.")


def _actor(by: str) -> str:
    return one_line(by, "who does it", 120)


def _more(text: str) -> str:
    return f"\n{paragraphs(text, 'the text')}" if text.strip() else ""

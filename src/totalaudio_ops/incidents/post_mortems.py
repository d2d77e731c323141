"""What was learnt: sections to fill, actions with their owners, and a date by which it must be closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from psycopg.rows import class_row
from uuid_utils.compat import uuid7

from totalaudio_ops.problems import Problem

from .entries import write
from .incident import Connection, Incident, find_to_change, select
from .levels import LONDON, working_day
from .words import one_line, paragraphs, tidy

DUE_AFTER = 5  # working days after it was resolved
SECTIONS = {
    "summary": "Summary",
    "root_cause": "Root cause",
    "impact": "Impact",
    "went_well": "What went well",
    "went_poorly": "What went poorly",
    "prevention": "Prevention",
}


@dataclass(frozen=True, slots=True)
class PostMortem:
    """The written part of it; the timeline is the incident's own."""

    incident_id: UUID
    due_date: date
    summary: str
    root_cause: str
    impact: str
    went_well: str
    went_poorly: str
    prevention: str
    closed_at: datetime | None
    closed_by: str | None

    @property
    def sections(self) -> dict[str, str]:
        """The text of each section by its name."""
        return {name: getattr(self, name) for name in SECTIONS}


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody will do about it."""

    id: UUID
    incident_id: UUID
    text: str
    owner: str
    due_date: date
    done_at: datetime | None


_READ = """SELECT incident_id, due_date, summary, root_cause, impact, went_well, went_poorly, prevention, closed_at,
    closed_by FROM ops.post_mortems WHERE incident_id = %s"""
_ACTIONS = """SELECT id, incident_id, text, owner, due_date, done_at FROM ops.post_mortem_actions
    WHERE incident_id = %s ORDER BY due_date, id"""
_OPEN = """SELECT EXISTS (SELECT FROM ops.incidents i LEFT JOIN ops.post_mortems p ON p.incident_id = i.id
    WHERE i.level IN ('P0', 'P1') AND p.closed_at IS NULL AND (i.app IS NULL OR i.app = %s))"""
_OVERDUE = """WHERE id IN (SELECT incident_id FROM ops.post_mortems WHERE closed_at IS NULL AND due_date < %s)
    ORDER BY resolved_at, ref"""


def begin(connection: Connection, ref: str, *, by: str, now: datetime) -> None:
    """Make the empty post-mortem of a resolved incident, due 5 working days later; it is made once."""
    there = find_to_change(connection, ref)
    if there.resolved_at is None:
        raise Problem(f"{there.ref} is not resolved: its post-mortem begins when it is.")
    due = working_day(there.resolved_at, DUE_AFTER)
    made = connection.execute(
        "INSERT INTO ops.post_mortems (incident_id, due_date) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING 1",
        [there.id, due],
    ).fetchone()
    if made:
        said = f"A post-mortem is due on {due.day} {due:%b %Y}."
        write(connection, there.id, "post-mortem", said, actor=by, at=now)


def post_mortem(connection: Connection, incident_id: UUID) -> PostMortem | None:
    """The post-mortem of an incident, if there is one."""
    with connection.cursor(row_factory=class_row(PostMortem)) as cursor:
        return cursor.execute(_READ, [incident_id]).fetchone()


def actions(connection: Connection, incident_id: UUID) -> list[Action]:
    """Its actions, the first due first."""
    with connection.cursor(row_factory=class_row(Action)) as cursor:
        return cursor.execute(_ACTIONS, [incident_id]).fetchall()


def write_sections(
    connection: Connection, ref: str, sections: Mapping[str, str], *, by: str, now: datetime
) -> None:
    """Keep the texts of sections; those that are not given stay as they are."""
    there = _to_write(connection, ref)
    if unknown := sorted(set(sections) - set(SECTIONS)):
        raise Problem(f"a post-mortem has no section {unknown[0]!r}: it has {', '.join(SECTIONS)}.")
    for name, text in sections.items():
        kept = paragraphs(text, SECTIONS[name].lower()) if text.strip() else ""
        asked = f"UPDATE ops.post_mortems SET {name} = %s WHERE incident_id = %s"  # noqa: S608 - one of ours
        connection.execute(asked.encode(), [kept, there.id])


def add_action(
    connection: Connection,
    ref: str,
    text: str,
    *,
    owner: str,
    due_date: date,
    by: str,
    now: datetime,
) -> Action:
    """Say what somebody will do, and by when."""
    there = _to_write(connection, ref)
    made = Action(
        uuid7(),
        there.id,
        one_line(text, "the action", 500),
        one_line(owner, "its owner"),
        due_date,
        None,
    )
    connection.execute(
        "INSERT INTO ops.post_mortem_actions (id, incident_id, text, owner, due_date) VALUES (%s, %s, %s, %s, %s)",
        [made.id, made.incident_id, made.text, made.owner, made.due_date],
    )
    return made


def finish_action(
    connection: Connection, ref: str, action_id: UUID, *, by: str, now: datetime
) -> None:
    """Say that an action is done; also after the post-mortem was closed."""
    there = find_to_change(connection, ref)
    done = connection.execute(
        "UPDATE ops.post_mortem_actions SET done_at = coalesce(done_at, %s) WHERE id = %s AND incident_id = %s"
        " RETURNING text, done_at",
        [now, action_id, there.id],
    ).fetchone()
    if done is None:
        raise Problem(f"{there.ref} has no such action: see totalaudio incident show {there.ref}.")
    write(
        connection,
        there.id,
        "action",
        f"Done: {done[0]}",
        actor=by,
        at=now,
        key=f"done {action_id}",
    )


def close(connection: Connection, ref: str, *, by: str, now: datetime) -> None:
    """Close it; raises Problem that names what is still missing."""
    there = _to_write(connection, ref)
    actor = one_line(by, "who closes it")
    if missing := missing_parts(connection, there):
        raise Problem(
            f"the post-mortem of {there.ref} cannot be closed: write {', '.join(missing)}."
        )
    connection.execute(
        "UPDATE ops.post_mortems SET closed_at = %s, closed_by = %s WHERE incident_id = %s",
        [now, actor, there.id],
    )
    write(connection, there.id, "post-mortem", "The post-mortem was closed.", actor=actor, at=now)


def missing_parts(connection: Connection, there: Incident) -> list[str]:
    """What must be written before it can be closed."""
    return missing_of(post_mortem(connection, there.id), actions(connection, there.id))


def missing_of(found: PostMortem | None, found_actions: Sequence[Action]) -> list[str]:
    """The same of what was read already."""
    texts = found.sections if found else dict.fromkeys(SECTIONS, "")
    missing = [SECTIONS[name].lower() for name, text in texts.items() if not tidy(text)]
    return missing if found_actions else [*missing, "at least one action"]


def has_open_post_mortems(connection: Connection, app: str) -> bool:
    """Whether a P0 or P1 of this app, or of all apps, is not resolved or has no closed post-mortem."""
    row = connection.execute(_OPEN, [app]).fetchone()
    return bool(row and row[0])


def overdue(connection: Connection, now: datetime) -> list[Incident]:
    """Incidents whose post-mortem should have been closed before today, as London counts days."""
    return select(connection, _OVERDUE, now.astimezone(LONDON).date())


def _to_write(connection: Connection, ref: str) -> Incident:
    there = find_to_change(connection, ref)
    found = post_mortem(connection, there.id)
    if found is None:
        raise Problem(f"{there.ref} has no post-mortem: it begins when the incident is resolved.")
    if found.closed_at:
        raise Problem(f"the post-mortem of {there.ref} is closed and stays as it is: write a note.")
    return there

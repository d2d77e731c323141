"""The gate, asked: it judges the latest counts first, and every answer is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from totalaudio_ops.happenings import Connection, Kind, tell
from totalaudio_ops.incidents.incident import unresolved
from totalaudio_ops.problems import Problem

from . import storing
from .evaluating import evaluate
from .gate import Change, Verdict, decide
from .modes import Mode
from .objectives import Objective, Source
from .sources import Sources
from .words import app_label


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to deploy; `incident` is the ref that a fix names, `override` the reason to pass by."""

    app: str
    change: Change
    by: str
    incident: str | None = None
    override: str | None = None


def ask(
    connection: Connection,
    source: Source,
    objectives: Sequence[Objective],
    asked: Asked,
    now: datetime,
) -> storing.GateAnswer:
    """Say whether a deploy may go on, and keep the answer.

    Where counts cannot be read the mode that was written down last decides, and the answer says so.
    Raises Problem for an app without objectives and for an override without a reason.
    """
    _refuse_unknown(objectives, asked.app)
    unread = _judge(connection, source, objectives, now)
    change = storing.last_changes(connection).get(asked.app)
    mode = Mode(change.to_mode) if change else Mode.DEVELOPMENT
    verdict, is_overridden = _decide(connection, mode, asked)
    answer = storing.GateAnswer(
        app=asked.app,
        at=now,
        change=asked.change,
        mode=mode,
        is_let_through=verdict.is_let_through,
        incident_ref=asked.incident,
        override_reason=asked.override.strip() if asked.override and is_overridden else None,
        asked_by=asked.by,
        said=f"{verdict.said} {unread}".strip(),
    )
    _keep(connection, answer)
    return answer


def _refuse_unknown(objectives: Sequence[Objective], app: str) -> None:
    apps = list(dict.fromkeys(one.app for one in objectives))
    if app not in apps:
        known = ", ".join(apps) or "none is"
        raise Problem(f"{app[:40]!r} has no objectives, so nothing can gate it: {known} declared.")


def _judge(
    connection: Connection, source: Source, objectives: Sequence[Objective], now: datetime
) -> str:
    try:
        with connection.transaction():
            evaluate(connection, source, objectives, now)
            unread = source.unread.values() if isinstance(source, Sources) else ()
            return " ".join(f"Some counts could not be read: {said}" for said in unread)
    except Problem as problem:
        return (
            f"The latest counts could not be read, so this is the mode written down last: {problem}"
        )


def _decide(connection: Connection, mode: Mode, asked: Asked) -> tuple[Verdict, bool]:
    """The verdict, and whether it took the override."""
    is_open = asked.incident is not None and _names_open(connection, asked.app, asked.incident)
    by_rule = decide(mode, asked.change, has_open_incident=is_open)
    verdict = decide(mode, asked.change, has_open_incident=is_open, override=asked.override)
    if asked.incident and not is_open and not by_rule.is_let_through:
        said = (
            f"{verdict.said} No incident {asked.incident[:40]} of {app_label(asked.app)} is open."
        )
        verdict = Verdict(verdict.is_let_through, said)
    return verdict, verdict.is_let_through and not by_rule.is_let_through


def _names_open(connection: Connection, app: str, ref: str) -> bool:
    """Whether an incident of this app, or of all apps, is open under this ref."""
    wanted = ref.strip().upper()
    return any(one.ref == wanted and one.app in (None, app) for one in unresolved(connection))


def _keep(connection: Connection, answer: storing.GateAnswer) -> None:
    storing.add_gate_answer(connection, answer)
    verb = "let through" if answer.is_let_through else "stopped"
    said = f"The gate {verb} a {answer.change} of {app_label(answer.app)}, asked by {answer.asked_by}: {answer.said}"
    key = f"{answer.app} {answer.at.isoformat()} {answer.change}"
    tell(connection, Kind.GATE, said, key=key, app=answer.app, at=answer.at)

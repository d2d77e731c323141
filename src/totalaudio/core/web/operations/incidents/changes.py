"""Every change that the page of an incident can send: its name, and what is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from totalaudio_ops.incidents import changing, post_mortems
from totalaudio_ops.incidents.incident import Connection
from totalaudio_ops.problems import Problem


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks of which incident, and when."""

    connection: Connection
    ref: str
    given: Mapping[str, str]
    by: str
    now: datetime

    def text(self, name: str = "text") -> str:
        """What was written in a field."""
        return self.given.get(name, "")


def _note(asked: Asked) -> None:
    changing.note(asked.connection, asked.ref, asked.text(), by=asked.by, now=asked.now)


def _update(asked: Asked) -> None:
    changing.update(asked.connection, asked.ref, asked.text(), by=asked.by, now=asked.now)


def _acknowledge(asked: Asked) -> None:
    changing.acknowledge(asked.connection, asked.ref, by=asked.by, now=asked.now)


def _mitigate(asked: Asked) -> None:
    text = asked.text()
    changing.mitigate(asked.connection, asked.ref, by=asked.by, now=asked.now, text=text)


def _resolve(asked: Asked) -> None:
    text = asked.text()
    changing.resolve(asked.connection, asked.ref, by=asked.by, now=asked.now, text=text)


def _level(asked: Asked) -> None:
    level, reason = asked.text("level"), asked.text("reason")
    changing.change_level(
        asked.connection, asked.ref, level, reason=reason, by=asked.by, now=asked.now
    )


def _lead(asked: Asked) -> None:
    changing.set_lead(asked.connection, asked.ref, asked.text("lead"), by=asked.by, now=asked.now)


def _title(asked: Asked) -> None:
    changing.set_title(asked.connection, asked.ref, asked.text("title"), by=asked.by, now=asked.now)


def _show(asked: Asked) -> None:
    changing.set_public(asked.connection, asked.ref, is_public=True, by=asked.by, now=asked.now)


def _hide(asked: Asked) -> None:
    changing.set_public(asked.connection, asked.ref, is_public=False, by=asked.by, now=asked.now)


def _begin(asked: Asked) -> None:
    post_mortems.begin(asked.connection, asked.ref, by=asked.by, now=asked.now)


def _write(asked: Asked) -> None:
    texts = {name: asked.given[name] for name in post_mortems.SECTIONS if name in asked.given}
    post_mortems.write_sections(asked.connection, asked.ref, texts, by=asked.by, now=asked.now)


def _close(asked: Asked) -> None:
    post_mortems.close(asked.connection, asked.ref, by=asked.by, now=asked.now)


def _action(asked: Asked) -> None:
    try:
        due = date.fromisoformat(asked.text("due_date"))
    except ValueError:
        raise Problem("the action has no day: choose by when it is done.") from None
    post_mortems.add_action(
        asked.connection,
        asked.ref,
        asked.text(),
        owner=asked.text("owner"),
        due_date=due,
        by=asked.by,
        now=asked.now,
    )


def _done(asked: Asked) -> None:
    try:
        action_id = UUID(asked.text("action"))
    except ValueError:
        raise Problem("no action was named: choose one of the list.") from None
    post_mortems.finish_action(asked.connection, asked.ref, action_id, by=asked.by, now=asked.now)


type Step = Callable[[Asked], None]

# What is done, one step after another: a step that is refused takes nothing of those before it away.
CHANGES: dict[str, tuple[tuple[Step, ...], str]] = {
    "note": ((_note,), "The note is in the timeline."),
    "update": ((_update,), "The update is on the status page."),
    "acknowledge": ((_acknowledge,), "Acknowledged. The clock has stopped."),
    "mitigate": ((_mitigate,), "Mitigated."),
    "resolve": ((_resolve,), "Resolved."),
    "level": ((_level,), "The level is changed."),
    "lead": ((_lead,), "The lead is named."),
    "title": ((_title,), "The title is changed."),
    "show": ((_show,), "It is on the status page."),
    "hide": ((_hide,), "It is no longer on the status page."),
    "begin": ((_begin,), "The post-mortem is there to be written."),
    "write": ((_write,), "The post-mortem is kept."),
    "close": ((_write, _close), "The post-mortem is closed."),
    "action": ((_action,), "The action is added."),
    "done": ((_done,), "The action is done."),
}


def steps_of(do: str) -> tuple[tuple[Step, ...], str]:
    """The steps of a change, and what to say when all are done; raises Problem for one that there is not."""
    if do not in CHANGES:
        raise Problem("no such change: use the buttons of the page.")
    return CHANGES[do]

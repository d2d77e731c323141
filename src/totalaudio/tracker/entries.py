"""What the lines of a timeline say, in words."""

from collections.abc import Callable
from datetime import date
from typing import Final

from totalaudio.campaigns.models import Entry
from totalaudio.campaigns.stages import (
    LABELS,
    CampaignStatus,
    Channel,
    EntryKind,
    OutcomeKind,
    ReplyKind,
    Stage,
)
from totalaudio.core.ui import pieces
from totalaudio.core.ui.formats import day, plural

type Facts = dict[str, object]

_WORDS: Final = {
    str(word): label
    for kind in (Stage, CampaignStatus, Channel, OutcomeKind, ReplyKind)
    for word, label in LABELS.items()
    if isinstance(word, kind)
}
_FOLLOW_UPS: Final = {
    "planned": "planned for",
    "done": "done; it was due",
    "skipped": "skipped; it was due",
    "stopped": "no longer needed; it was due",
    "reopened": "open again, due",
    "moved": "put off to",
    "brought": "from a file, due",
}
_ICONS: Final = {
    EntryKind.CREATED: "plus",
    EntryKind.EDITED: "pen",
    EntryKind.STATUS: "run",
    EntryKind.TARGETS_ADDED: "contacts",
    EntryKind.TARGET_REMOVED: "trash",
    EntryKind.STAGE: "arrow-right",
    EntryKind.TOUCH: "send",
    EntryKind.REPLY: "inbox",
    EntryKind.OUTCOME: "good",
    EntryKind.OUTCOME_REMOVED: "undo",
    EntryKind.FOLLOW_UP: "check",
}


def piece_of(entry: Entry) -> pieces.Entry:
    """An entry as the timeline shows it; who it is about is said by the page."""
    kind = EntryKind(entry.kind)
    return pieces.Entry(
        at=entry.at,
        title=_TITLES[kind](entry.facts),
        by=str(entry.by) if entry.by else "",
        icon=_ICONS[kind],
    )


def _word(facts: Facts, name: str) -> str:
    text = str(facts.get(name, ""))
    return _WORDS.get(text, text)


def _added(facts: Facts) -> str:
    count, barred = facts.get("count", 0), facts.get("suppressed", 0)
    words = f"{plural(count, 'target')} added" if isinstance(count, int) else "Targets added"
    if isinstance(barred, int) and barred:
        words += f", {plural(barred, 'contact')} left out: not to be written to"
    return words


def _edited(facts: Facts) -> str:
    fields = facts.get("fields")
    named = (
        ", ".join(str(one).replace("_", " ") for one in fields) if isinstance(fields, list) else ""
    )
    return f"Changed: {named}" if named else "Changed"


def _from_to(facts: Facts) -> str:
    return f"{_word(facts, 'before')} to {_word(facts, 'after')}"


def _date(facts: Facts, name: str) -> str:
    try:
        return day(date.fromisoformat(str(facts.get(name, ""))[:10]))
    except ValueError:
        return ""


def _outcome(facts: Facts) -> str:
    return f"{_word(facts, 'outcome_kind')}, {_date(facts, 'date')}".rstrip(", ")


def _follow_up(facts: Facts) -> str:
    what = _FOLLOW_UPS.get(str(facts.get("what")), str(facts.get("what", "")))
    return f"Follow-up {facts.get('number', '')} {what} {_date(facts, 'due')}".rstrip()


_TITLES: Final[dict[EntryKind, Callable[[Facts], str]]] = {
    EntryKind.CREATED: lambda _: "Campaign made",
    EntryKind.EDITED: _edited,
    EntryKind.STATUS: _from_to,
    EntryKind.TARGETS_ADDED: _added,
    EntryKind.TARGET_REMOVED: lambda facts: f"A target taken out, at {_word(facts, 'stage')}",
    EntryKind.STAGE: _from_to,
    EntryKind.TOUCH: lambda facts: _word(facts, "channel"),
    EntryKind.REPLY: lambda facts: _word(facts, "reply_kind"),
    EntryKind.OUTCOME: _outcome,
    EntryKind.OUTCOME_REMOVED: lambda facts: f"Taken back: {_outcome(facts)}",
    EntryKind.FOLLOW_UP: _follow_up,
}

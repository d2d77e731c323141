"""The words of a campaign, each in one place: stages, states, channels, kinds of outcome and of reply."""

from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    """Where a target stands; the order is the order of the board."""

    TO_PITCH = "to-pitch"
    PITCHED = "pitched"
    REPLIED = "replied"
    ADDED = "added"
    DECLINED = "declined"
    NO_RESPONSE = "no-response"


class CampaignStatus(StrEnum):
    """Where a campaign stands; only an active one counts against the plan and sends mail."""

    PLANNING = "planning"
    ACTIVE = "active"
    COMPLETED = "completed"
    ARCHIVED = "archived"


class ReleaseType(StrEnum):
    """What is released."""

    SINGLE = "single"
    EP = "ep"
    ALBUM = "album"


class Channel(StrEnum):
    """How a target was touched."""

    EMAIL = "email"
    CALL = "call"
    DIRECT_MESSAGE = "direct-message"
    PORTAL = "portal"
    IN_PERSON = "in-person"


class OutcomeKind(StrEnum):
    """What came of it."""

    PLAY = "play"
    PLAYLIST_ADD = "playlist-add"
    COVERAGE = "coverage"
    INTERVIEW = "interview"
    SESSION = "session"


class ReplyKind(StrEnum):
    """What an answer is; only the first two are a person's own words about the record."""

    HUMAN = "human"
    ADDING = "adding"
    OUT_OF_OFFICE = "out-of-office"
    LEFT = "left"
    BOUNCE = "bounce"
    OPT_OUT = "opt-out"


class FollowUpState(StrEnum):
    """Whether a follow-up still has to be done; `stopped` ones were made needless by a reply."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    STOPPED = "stopped"


class EntryKind(StrEnum):
    """What a line of the timeline says."""

    CREATED = "created"
    EDITED = "edited"
    STATUS = "status"
    TARGETS_ADDED = "targets-added"
    TARGET_REMOVED = "target-removed"
    STAGE = "stage"
    TOUCH = "touch"
    REPLY = "reply"
    OUTCOME = "outcome"
    OUTCOME_REMOVED = "outcome-removed"
    FOLLOW_UP = "follow-up"


LABELS: Final[dict[StrEnum, str]] = {
    Stage.TO_PITCH: "To pitch",
    Stage.PITCHED: "Pitched",
    Stage.REPLIED: "Replied",
    Stage.ADDED: "Added",
    Stage.DECLINED: "Declined",
    Stage.NO_RESPONSE: "No response",
    CampaignStatus.PLANNING: "Planning",
    CampaignStatus.ACTIVE: "Active",
    CampaignStatus.COMPLETED: "Completed",
    CampaignStatus.ARCHIVED: "Archived",
    ReleaseType.SINGLE: "Single",
    ReleaseType.EP: "EP",
    ReleaseType.ALBUM: "Album",
    Channel.EMAIL: "Email",
    Channel.CALL: "Call",
    Channel.DIRECT_MESSAGE: "Direct message",
    Channel.PORTAL: "Portal upload",
    Channel.IN_PERSON: "In person",
    OutcomeKind.PLAY: "Play",
    OutcomeKind.PLAYLIST_ADD: "Playlist add",
    OutcomeKind.COVERAGE: "Coverage",
    OutcomeKind.INTERVIEW: "Interview",
    OutcomeKind.SESSION: "Session",
    ReplyKind.HUMAN: "Reply",
    ReplyKind.ADDING: "Adding it",
    ReplyKind.OUT_OF_OFFICE: "Out of office",
    ReplyKind.LEFT: "Has left",
    ReplyKind.BOUNCE: "Bounced",
    ReplyKind.OPT_OUT: "Asked to stop",
    FollowUpState.OPEN: "Due",
    FollowUpState.DONE: "Done",
    FollowUpState.SKIPPED: "Skipped",
    FollowUpState.STOPPED: "No longer needed",
}
# Kinds of reply that count as an answer in every number and report.
HUMAN_REPLIES: Final = (ReplyKind.HUMAN, ReplyKind.ADDING)
MOST_FOLLOW_UPS: Final = 2


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """The words of an enumeration with their labels, for forms and models."""
    return [(word.value, LABELS[word]) for word in words]

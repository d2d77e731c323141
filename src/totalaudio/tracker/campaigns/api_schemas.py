"""The shapes of campaigns in the API."""

from datetime import date as Date  # noqa: N812 - `date` is the name of a field
from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field

from totalaudio.campaigns import days, money
from totalaudio.campaigns.stages import (
    CampaignStatus,
    Channel,
    OutcomeKind,
    ReleaseType,
    ReplyKind,
    Stage,
)
from totalaudio.contacts.shapes import Country, Genre
from totalaudio.core.api.schemas import Day, Flag, In, Line, Moment, Text, Whole
from totalaudio.core.lib.web_addresses import is_web_address


def _day(day: Date) -> Date:
    if not days.is_of_our_time(day):
        raise ValueError(days.REFUSAL)
    return day


def _web_address(text: str) -> str:
    if text and not is_web_address(text):
        raise ValueError("write the whole address, with https:// in front")
    return text


def _hook(text: str) -> str:
    if text and not 50 <= len(text) <= 500:
        raise ValueError(f"it has {len(text)} characters; write 50 to 500")
    return text


OurDay = Annotated[Day, AfterValidator(_day)]
WebAddress = Annotated[Line, AfterValidator(_web_address)]
Hook = Annotated[Text, AfterValidator(_hook)]
Pence = Annotated[Whole, Field(ge=0, le=money.MOST)]
Ids = Annotated[list[UUID], Field(max_length=10_000)]
Artist = Annotated[Line, Field(min_length=1, max_length=120)]
Title = Annotated[Line, Field(min_length=1, max_length=200)]


class CampaignOut(Schema):
    """A campaign. Money is in pence."""

    id: UUID
    artist: str
    title: str
    release_type: ReleaseType
    genres: list[str]
    countries: list[str]
    impact_date: Date | None
    budget: int
    spend: int
    goal: str
    goal_outcomes: int | None
    notes: str
    hook: str
    link: str
    status: CampaignStatus
    sends_unreviewed: bool
    created_at: datetime
    updated_at: datetime


class CampaignPatch(In):
    """What to change; what is left out stays."""

    artist: Artist = ""
    title: Title = ""
    release_type: ReleaseType = ReleaseType.SINGLE
    genres: Annotated[list[Genre], Field(max_length=8)] = Field(default_factory=list)
    countries: Annotated[list[Country], Field(max_length=50)] = Field(default_factory=list)
    impact_date: OurDay | None = None
    budget: Pence = 0
    spend: Pence = 0
    goal: Line = ""
    goal_outcomes: Annotated[Whole, Field(ge=1, le=100_000)] | None = None
    notes: Text = ""
    hook: Hook = ""
    link: WebAddress = ""
    sends_unreviewed: Flag = False


class CampaignIn(CampaignPatch):
    """A new campaign; artist and title are all that it needs."""

    artist: Artist
    title: Title


class StatusIn(In):
    """Where the campaign is to stand."""

    status: CampaignStatus


class CampaignNumbers(Schema):
    """How many targets stand in each stage, and how many outcomes there are."""

    stages: dict[Stage, int]
    outcomes: int


class TargetOut(Schema):
    """A contact within a campaign; without a contact it was erased. `fit` is 0 to 100."""

    id: UUID
    campaign_id: UUID
    contact_id: UUID | None
    stage: Stage
    stage_at: datetime
    fit: int | None
    fit_reasons: list[str]
    added_at: datetime


class TargetsIn(In):
    """Whom to add: contacts by their ids, or all of a saved list."""

    contact_ids: Ids = Field(default_factory=list)
    list_id: UUID | None = None


class AddedOut(Schema):
    """What became of them: added, targets already, or not to be written to."""

    added: int
    already: int
    suppressed: int


class MoveIn(In):
    """Targets of the campaign, and the stage to which they move."""

    target_ids: Ids
    stage: Stage


class Changed(Schema):
    """How many were really changed."""

    changed: int


class TouchIn(In):
    """Something that was done to a target."""

    channel: Channel
    at: Moment
    note: Text = ""


class ReplyIn(In):
    """An answer that did not come by a mailbox of ours."""

    kind: ReplyKind
    at: Moment
    text: Text = ""


class OutcomeIn(In):
    """What came of it; without an outlet it has the contact's."""

    kind: OutcomeKind
    date: OurDay
    outlet: Line = ""
    evidence: Text = ""
    url: WebAddress = ""


class Made(Schema):
    """What was written down."""

    id: UUID


class OutcomeOut(Schema):
    """What came of a target, when, and where that can be seen or heard."""

    id: UUID
    target_id: UUID
    kind: OutcomeKind
    date: Date
    outlet: str
    evidence: str
    url: str

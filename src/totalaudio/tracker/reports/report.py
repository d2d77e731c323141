"""A report as a value: what was done for a campaign and what came of it, with nothing that is not the client's."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from totalaudio.campaigns.stages import LABELS, OutcomeKind, ReleaseType, Stage
from totalaudio.core.ui.funnels import Funnel
from totalaudio.tracker.funnels import outcome_funnel


class Release(msgspec.Struct, frozen=True):
    """What was promoted."""

    id: str
    artist: str
    title: str
    release_type: ReleaseType
    status: str
    impact_date: date | None
    genres: list[str]
    goal_outcomes: int | None

    @property
    def name(self) -> str:
        """Artist and title."""
        return f"{self.artist}: {self.title}"

    @property
    def kind(self) -> str:
        """Single, EP or album."""
        return LABELS[self.release_type]


class Owner(msgspec.Struct, frozen=True):
    """The workspace whose report it is."""

    id: str
    name: str
    plan: str


class Counts(msgspec.Struct, frozen=True):
    """All in targets, but `mails`. `bounced` were mailed and gave no other answer than a bounce."""

    targets: int
    pitched: int
    mails: int
    mailed: int
    bounced: int
    human: int
    automatic: int
    opt_outs: int
    with_outcome: int

    @property
    def delivered(self) -> int:
        """Mailed, and not bounced as far as is known."""
        return self.mailed - self.bounced

    @property
    def otherwise(self) -> int:
        """Pitched without a mail from here: a call, a portal, in person."""
        return max(0, self.pitched - self.mailed)


class Period(msgspec.Struct, frozen=True):
    """From the first touch to the last thing that happened."""

    first: date | None
    last: date | None


class Line(msgspec.Struct, frozen=True):
    """One target; `name` is empty unless the workspace shows names to clients."""

    outlet: str
    kind: str
    stage: Stage
    name: str
    is_pitched: bool
    is_human: bool
    outcomes: int

    @property
    def stage_label(self) -> str:
        """The stage in words."""
        return LABELS[self.stage]


class Came(msgspec.Struct, frozen=True):
    """One outcome."""

    kind: OutcomeKind
    date: date
    outlet: str
    evidence: str
    url: str

    @property
    def label(self) -> str:
        """What it was, in words."""
        return LABELS[self.kind]

    @property
    def is_evidenced(self) -> bool:
        """Whether somebody else can see or hear it."""
        return bool(self.url or self.evidence)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture with its media type."""

    content: bytes
    media_type: str


class Brand(msgspec.Struct, frozen=True):
    """Whose name, line and picture the workspace wants it to carry."""

    name: str
    line: str
    logo_type: str


@dataclass(frozen=True, slots=True)
class KindLine:
    """What happened at outlets of one kind."""

    kind: str
    pitched: int
    human: int
    with_outcome: int


class Report(msgspec.Struct, frozen=True):
    """Everything that a report says."""

    campaign: Release
    workspace: Owner
    counts: Counts
    period: Period
    targets: list[Line]
    outcomes: list[Came]
    brand: Brand
    names_contacts: bool
    expires_at: datetime | None = None

    @property
    def evidenced(self) -> list[Came]:
        """Outcomes that can be seen or heard."""
        return [one for one in self.outcomes if one.is_evidenced]

    @property
    def unevidenced(self) -> int:
        """How many were written down without anything to look at."""
        return len(self.outcomes) - len(self.evidenced)

    @property
    def kinds(self) -> list[KindLine]:
        """By kind of outlet, the most pitched first."""
        return sorted(_by_kind(self.targets), key=lambda one: (-one.pitched, one.kind))

    @property
    def funnel(self) -> Funnel:
        """The steps from target to outcome."""
        counts = self.counts
        return outcome_funnel(
            targets=counts.targets,
            pitched=counts.pitched,
            replied=counts.human,
            won=counts.with_outcome,
            what="chosen for this release",
        )


def read_report(text: str) -> Report:
    """The report that the database wrote as JSON."""
    return msgspec.json.decode(text, type=Report)


def _by_kind(targets: list[Line]) -> Iterator[KindLine]:
    pitched, human, won = Counter[str](), Counter[str](), Counter[str]()
    for one in targets:
        pitched[one.kind] += one.is_pitched
        human[one.kind] += one.is_pitched and one.is_human
        won[one.kind] += one.outcomes > 0
    for kind in pitched:
        yield KindLine(kind or "Not known", pitched[kind], human[kind], won[kind])

"""Reports for tests, as the database would write them."""

from datetime import date
from typing import Any

from totalaudio.campaigns.stages import OutcomeKind, ReleaseType, Stage
from totalaudio.tracker.reports.report import (
    Brand,
    Came,
    Counts,
    Line,
    Owner,
    Period,
    Release,
    Report,
)

_WORKSPACE = "0199f0c4-0000-7000-8000-000000000001"
_CAMPAIGN = "0199f0c4-0000-7000-8000-000000000002"


def line(**more: Any) -> Line:
    """A target that was pitched."""
    plain = {"outlet": "Example FM", "kind": "Station", "stage": Stage.PITCHED, "name": ""}
    return Line(**{**plain, "is_pitched": True, "is_human": False, "outcomes": 0, **more})


def came(**more: Any) -> Came:
    """A playlist add with a link."""
    plain = {"kind": OutcomeKind.PLAYLIST_ADD, "date": date(2026, 11, 20), "outlet": "Example FM"}
    return Came(**{**plain, "evidence": "", "url": "https://fm.example/tracklist", **more})


def report(
    title: str = "Night Bus",
    release_type: ReleaseType = ReleaseType.SINGLE,
    targets: list[Line] | None = None,
    outcomes: list[Came] | None = None,
    counts: Counts | None = None,
    names_contacts: bool = False,
) -> Report:
    """The report of a campaign with six targets, of whom two replied and one bounced."""
    lines = [line(is_human=n < 2) for n in range(6)] if targets is None else targets
    return Report(
        campaign=Release(
            id=_CAMPAIGN, artist="The Made Ups", title=title, release_type=release_type,
            status="active", impact_date=date(2026, 12, 4), genres=["house"], goal_outcomes=None,
        ),
        workspace=Owner(id=_WORKSPACE, name="Alice Plugs", plan="agency"),
        counts=counts or Counts(
            targets=len(lines), pitched=len(lines), mails=len(lines), mailed=len(lines),
            bounced=min(1, len(lines)), human=min(2, len(lines)), automatic=1, opt_outs=0,
            with_outcome=1,
        ),
        period=Period(date(2026, 11, 2), date(2026, 11, 20)),
        targets=lines,
        outcomes=[came()] if outcomes is None else outcomes,
        brand=Brand(name="", line="", logo_type=""),
        names_contacts=names_contacts,
    )  # fmt: skip

"""Reports from the database, which alone decides who may have them."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import connection

from totalaudio.core.billing.plans import terms_of
from totalaudio.tracker.models import Brand

from .report import Logo, Report, read_report


@dataclass(frozen=True, slots=True)
class Chosen:
    """A campaign that was chosen for a client."""

    id: UUID
    artist: str
    title: str
    release_type: str
    status: str
    impact_date: date | None

    @property
    def name(self) -> str:
        """Artist and title."""
        return f"{self.artist}: {self.title}"


def report_of(campaign_id: UUID) -> Report | None:
    """The report of a campaign, for those who may see it; None for all others, and when there is none."""
    return _report("SELECT campaign_report_v1(%s)::text", campaign_id)


def linked_report(key: str) -> Report | None:
    """The report behind a live link, and that it was opened; None when the link does not open anything any more."""
    return _report("SELECT linked_report_v1(%s)::text", hash_of(key))


def chosen_campaigns() -> list[Chosen]:
    """The campaigns that were chosen for the client who asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM client_campaigns_v1()")
        return [Chosen(*row) for row in cursor.fetchall()]


def logo_of(workspace_id: UUID) -> Logo | None:
    """The picture of a workspace's reports, for its members."""
    found = Brand.objects.filter(workspace_id=workspace_id).only("logo", "logo_type").first()
    return Logo(bytes(found.logo), found.logo_type) if found and found.logo else None


def linked_logo(key: str) -> Logo | None:
    """The picture on the report behind a live link."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM linked_logo_v1(%s)", [hash_of(key)])
        found = cursor.fetchone()
    return Logo(bytes(found[0]), found[1]) if found else None


def is_white_label(report: Report) -> bool:
    """Whether the plan lets the report carry the workspace's own name, line and picture."""
    return terms_of(report.workspace.plan).has_white_label


def hash_of(key: str) -> str:
    """SHA-256 in hex; the key is long and random, so no salt is needed."""
    return sha256(key.encode()).hexdigest()


def _report(query: str, wanted: UUID | str) -> Report | None:
    with connection.cursor() as cursor:
        cursor.execute(query, [wanted])
        found = cursor.fetchone()
    return read_report(found[0]) if found and found[0] else None

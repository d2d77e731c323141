"""Who answers, counted by the database in one pass; every benchmark is the workspace's own history."""

from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final
from uuid import UUID

from django.db import connection

MOST: Final = 100


class By(StrEnum):
    """What targets are grouped by."""

    CAMPAIGN = "campaign"
    OUTLET = "outlet"
    KIND = "kind"
    GENRE = "genre"
    COUNTRY = "country"
    CONTACT = "contact"


LABELS: Final = {
    By.CAMPAIGN: "Campaign",
    By.OUTLET: "Outlet",
    By.KIND: "Kind of outlet",
    By.GENRE: "Genre",
    By.COUNTRY: "Country",
    By.CONTACT: "Contact",
}
# Key, label and what else is joined, for each way of grouping; none of it comes from a request.
_GROUPS: Final = {
    By.CAMPAIGN: (
        "f.campaign_id::text",
        "min(c.artist || ': ' || c.title)",
        "JOIN campaigns_campaign c ON c.workspace_id = %(workspace)s AND c.id = f.campaign_id",
    ),
    By.OUTLET: ("lower(f.outlet)", "min(f.outlet)", ""),
    By.KIND: ("f.kind", "f.kind", ""),
    By.GENRE: ("g.genre", "g.genre", "CROSS JOIN LATERAL unnest(f.genres) AS g (genre)"),
    By.COUNTRY: ("f.country", "f.country", ""),
    By.CONTACT: (
        "f.contact_id::text",
        "min(coalesce(nullif(f.name, ''), nullif(f.outlet, ''), 'No name'))",
        "",
    ),
}
_QUERY: Final = """
WITH facts AS MATERIALIZED (SELECT * FROM target_facts_v1(%(workspace)s))
(SELECT '' AS key, '' AS label, count(*), count(*) FILTER (WHERE is_pitched),
        count(*) FILTER (WHERE is_pitched AND is_human), count(*) FILTER (WHERE outcomes > 0) FROM facts)
UNION ALL
(SELECT {key}, {label}, count(*), count(*) FILTER (WHERE is_pitched),
        count(*) FILTER (WHERE is_pitched AND is_human), count(*) FILTER (WHERE outcomes > 0)
 FROM facts f {join} WHERE {key} <> '' GROUP BY {key}
 HAVING count(*) FILTER (WHERE is_pitched) > 0
 ORDER BY 4 DESC, 5 DESC, 2, 1 LIMIT %(most)s)
"""
_COSTS: Final = """
SELECT c.id, c.artist || ': ' || c.title, c.spend, came.number
FROM campaigns_campaign c CROSS JOIN LATERAL (
    SELECT count(*) AS number FROM campaigns_target t
    JOIN campaigns_outcome o ON o.workspace_id = t.workspace_id AND o.target_id = t.id
    WHERE t.workspace_id = c.workspace_id AND t.campaign_id = c.id) came
WHERE c.workspace_id = %s AND c.spend > 0
ORDER BY c.created_at DESC, c.id
"""


@dataclass(frozen=True, slots=True)
class Row:
    """Targets, how many of them were pitched, of these how many a person answered, and how many have an outcome."""

    key: str
    label: str
    targets: int
    pitched: int
    replied: int
    won: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """All targets of a workspace, and the groups that were pitched most."""

    all: Row
    groups: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a campaign cost in pence, and each of its outcomes; None without an outcome."""

    campaign_id: UUID
    name: str
    spend: int
    outcomes: int

    @property
    def each(self) -> int | None:
        """Pence for one outcome."""
        return round(self.spend / self.outcomes) if self.outcomes else None


@dataclass(frozen=True, slots=True)
class Costs:
    """Campaigns with a spend, newest first, and the median of what an outcome cost in `n` of them."""

    campaigns: tuple[Cost, ...]
    median: int | None
    n: int


def numbers(workspace_id: UUID, by: By) -> Numbers:
    """Count a workspace's targets, all together and in groups; who was never pitched makes no group."""
    key, label, join = _GROUPS[by]
    query = _QUERY.format(key=key, label=label, join=join)
    with connection.cursor() as cursor:
        cursor.execute(query, {"workspace": workspace_id, "most": MOST})
        rows = [Row(*row) for row in cursor.fetchall()]
    return Numbers(rows[0], tuple(rows[1:]))


def costs(workspace_id: UUID) -> Costs:
    """What outcomes cost, beside the workspace's own median."""
    with connection.cursor() as cursor:
        cursor.execute(_COSTS, [workspace_id])
        found = tuple(Cost(*row) for row in cursor.fetchall())
    known = [one.each for one in found if one.each is not None]
    return Costs(found, round(median(known)) if known else None, len(known))

"""The plans: the only place where their prices and limits stand."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from totalaudio.core.tenancy.models import Plan

CURRENCY: Final = "gbp"


class Limit(StrEnum):
    """What a plan limits: enrichments and sends per month, active campaigns at one time."""

    ENRICHMENTS = "enrichments"
    SENDS = "sends"
    ACTIVE_CAMPAIGNS = "active_campaigns"


class Period(StrEnum):
    """How often a plan is paid."""

    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What a plan costs, in pence by period, and allows; a limit that is not there is unlimited."""

    plan: Plan
    says: str
    prices: MappingProxyType[Period, int]
    limits: MappingProxyType[Limit, int]
    has_members: bool = False
    has_white_label: bool = False
    has_client_links: bool = False

    @property
    def name(self) -> str:
        """As people read it."""
        return str(self.plan.label)

    @property
    def is_sold(self) -> bool:
        """Whether it can be bought."""
        return bool(self.prices)


def _terms(
    plan: Plan,
    says: str,
    prices: dict[Period, int] | None = None,
    limits: dict[Limit, int] | None = None,
    *,
    is_for_teams: bool = False,
) -> PlanTerms:
    return PlanTerms(
        plan,
        says,
        MappingProxyType(prices or {}),
        MappingProxyType(limits or {}),
        has_members=is_for_teams,
        has_white_label=is_for_teams,
        has_client_links=is_for_teams,
    )


PLANS: Final = MappingProxyType(
    {
        terms.plan: terms
        for terms in (
            _terms(
                Plan.FREE,
                "To try it on a real release.",
                limits={Limit.ENRICHMENTS: 10, Limit.ACTIVE_CAMPAIGNS: 3, Limit.SENDS: 25},
            ),
            _terms(
                Plan.PRO,
                "For one promoter: unlimited within fair use.",
                prices={Period.MONTH: 19_00, Period.YEAR: 190_00},
            ),
            _terms(
                Plan.AGENCY,
                "For a team and its clients: members, white label, client links.",
                prices={Period.MONTH: 79_00, Period.YEAR: 790_00},
                is_for_teams=True,
            ),
            _terms(
                Plan.SELF_HOSTED, "Your own installation: everything, unlimited.", is_for_teams=True
            ),
        )
    }
)


def terms_of(plan: str) -> PlanTerms:
    """The terms of a plan by the name that a workspace carries."""
    return PLANS[Plan(plan)]

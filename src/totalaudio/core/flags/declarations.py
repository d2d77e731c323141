"""What each flag is; the only place where one is declared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from .names import FlagName

DEVELOPMENT, TEST, PRODUCTION = "development", "test", "production"
EVERYWHERE: Final = frozenset({DEVELOPMENT, TEST, PRODUCTION})


class Condition(StrEnum):
    """What else an installation may have that opens a flag outside of its environments."""

    FAKE_STRIPE = "a fake Stripe is configured"


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the things that a test compares, and its share of those for whom the flag is on, in percent."""

    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as it is without overrides; after `remove_by` the checks fail until it is gone.

    One that is not built is never on. `ignores_overrides_outside`: outside of its environments no override opens it.
    `is_for_all`: it is asked without a person, so that an override for one would change nothing.
    """

    name: FlagName
    description: str
    owner: str
    remove_by: date
    environments: frozenset[str] = EVERYWHERE
    or_when: Condition | None = None
    rollout: float = 100
    variants: Sequence[Variant] = ()
    prerequisites: Sequence[FlagName] = ()
    is_built: bool = True
    ignores_overrides_outside: bool = False
    is_for_all: bool = False


FLAGS: Final = (
    Flag(
        FlagName.METRICS_TRACKING,
        "Records events and counts usage. Off: nothing new is kept; what was kept stays.",
        owner="core",
        remove_by=date(2027, 11, 30),
        is_for_all=True,
    ),
    Flag(
        FlagName.ANALYTICS_DASHBOARD,
        "Shows the dashboard to operators and their own usage to everybody.",
        owner="core",
        remove_by=date(2027, 11, 30),
    ),
    Flag(
        FlagName.PAYMENT_PROCESSING,
        "Lets people pay: checkout and the billing portal.",
        owner="core",
        remove_by=date(2027, 11, 30),
        environments=frozenset({PRODUCTION}),
        or_when=Condition.FAKE_STRIPE,
        ignores_overrides_outside=True,
    ),
    Flag(
        FlagName.BATCH_ENRICHMENT,
        "Enriches many contacts in one run. Off: one contact at a time.",
        owner="audio-intel",
        remove_by=date(2027, 11, 30),
    ),
    Flag(
        FlagName.EXPORT_FORMATS,
        "Exports as JSON, XLSX, vCard and PDF. Off: CSV only.",
        owner="audio-intel",
        remove_by=date(2027, 11, 30),
    ),
    Flag(
        FlagName.AI_PITCH_SUGGESTIONS,
        "Writes pitches with a language model, where one is set up. Off: with templates only.",
        owner="pitch-generator",
        remove_by=date(2027, 11, 30),
        environments=frozenset({DEVELOPMENT}),
        rollout=10,
    ),
    Flag(
        FlagName.SOCIAL_MEDIA_POSTING,
        "Composes and schedules posts for social networks.",
        owner="audience",
        remove_by=date(2027, 11, 30),
        environments=frozenset({DEVELOPMENT}),
        is_built=False,
    ),
    Flag(
        FlagName.NEWSLETTER_AUTOMATION,
        "Schedules and sends the newsletter.",
        owner="audience",
        remove_by=date(2027, 11, 30),
        is_built=False,
    ),
)
BY_NAME: Final = {flag.name: flag for flag in FLAGS}

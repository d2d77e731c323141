"""What must hold before a deploy begins, beside the budget: each answers a Verdict and never raises for a "no"."""

from totalaudio_ops.deploys.checks.asking import Program
from totalaudio_ops.deploys.checks.checkout import check_checkout
from totalaudio_ops.deploys.checks.green import check_green
from totalaudio_ops.deploys.checks.migrations import check_migrations
from totalaudio_ops.deploys.checks.settings import check_settings

__all__ = [
    "Program",
    "check_checkout",
    "check_green",
    "check_migrations",
    "check_settings",
]

"""What the rest of the house asks: whether a feature is on, for whom, and why."""

from .asking import decision_for
from .current import all_enabled, evaluate, is_enabled, is_enabled_for_user
from .deciding import Decision
from .exposure import variant_for
from .gate import FeatureIsOff, require_feature
from .names import FlagName, Reason

__all__ = [
    "Decision",
    "FeatureIsOff",
    "FlagName",
    "Reason",
    "all_enabled",
    "decision_for",
    "evaluate",
    "is_enabled",
    "is_enabled_for_user",
    "require_feature",
    "variant_for",
]

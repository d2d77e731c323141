"""What the plan in force still allows: reserve before the work, settle what was used, release the rest."""

from .levels import check_level
from .limits import LimitReachedError, QuotaRefusedError, ReadOnlyError
from .reading import Left, left_of, meter_of
from .reserving import release, reserve, settle

__all__ = [
    "Left",
    "LimitReachedError",
    "QuotaRefusedError",
    "ReadOnlyError",
    "check_level",
    "left_of",
    "meter_of",
    "release",
    "reserve",
    "settle",
]

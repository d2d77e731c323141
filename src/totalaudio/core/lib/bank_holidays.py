"""Working days, as the product asks for them; the calendar is that of operations, which run without the product."""

from totalaudio_ops.bank_holidays import (
    bank_holidays,
    easter_sunday,
    is_working_day,
    working_day_from,
    working_days_after,
)

__all__ = [
    "bank_holidays",
    "easter_sunday",
    "is_working_day",
    "working_day_from",
    "working_days_after",
]

"""What flags switch below them in the house, where they cannot be asked."""

from totalaudio.core.flags.flags import FlagName, is_enabled
from totalaudio.core.metrics import recording


def connect() -> None:
    """Let the flag metrics-tracking decide whether this process records anything."""
    recording.set_switch(lambda: is_enabled(FlagName.METRICS_TRACKING))

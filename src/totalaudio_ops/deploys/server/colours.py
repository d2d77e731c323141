"""The two places of each app: one serves, the other is free for the next version."""

from enum import StrEnum


class Colour(StrEnum):
    """A place; both stand in the configuration of the front at all times."""

    BLUE = "blue"
    GREEN = "green"

    @property
    def other(self) -> "Colour":
        """The other place."""
        return Colour.GREEN if self is Colour.BLUE else Colour.BLUE

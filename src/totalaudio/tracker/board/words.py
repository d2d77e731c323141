"""Words that the board, the table and a campaign's file share."""

from typing import Final

ERASED: Final = "Erased contact"

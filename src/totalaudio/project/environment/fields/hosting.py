"""Where no process stays: what Vercel says of itself, and what follows from it."""

from typing import Annotated, Final

from pydantic import BaseModel

from ..words import WEB
from .about import About

# Vercel takes no request over 4.5 MB; the rest is for the form around the file.
LARGEST_UPLOAD: Final = 4 * 1024 * 1024
POLL_SECONDS: Final = 5.0


class Hosting(BaseModel):
    """The settings of hosting that Vercel itself makes."""

    vercel: Annotated[
        bool,
        About(
            "Set to 1 by Vercel: overrides of flags are looked up every 5 seconds as nothing can listen, counts are"
            " stored with each request, and an upload may have 4 MB.",
            "1",
            apps=WEB,
        ),
    ] = False
    vercel_url: Annotated[
        str,
        About(
            "Set by Vercel: the host of one deployment, which is asked before people are let in.",
            "audio-intel-abc123.vercel.app",
            apps=WEB,
        ),
    ] = ""

    @property
    def flags_poll_seconds(self) -> float:
        """How long overrides are believed where nothing listens for changes; 0: it listens."""
        return POLL_SECONDS if self.vercel else 0.0

    def upload_cap(self, own: int) -> int:
        """How many bytes an upload may have, where the platform itself allows so many."""
        return min(own, LARGEST_UPLOAD) if self.vercel else own

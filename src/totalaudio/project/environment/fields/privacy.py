"""Who runs this installation, how they are reached, how much they take in, and for how long they keep it."""

from typing import Annotated

from pydantic import BaseModel, Field

from ..words import WEB
from .about import About


class Privacy(BaseModel):
    """The settings of who runs it."""

    company_name: Annotated[
        str, About("Who runs this installation, as the privacy notice names them.", "Example Ltd")
    ] = ""
    company_address: Annotated[
        str,
        About("The postal address of who runs it, on one line.", "1 Example Street, London"),
    ] = ""
    privacy_email: Annotated[
        str, About("Where people write about their personal data.", "privacy@example.com")
    ] = ""
    demo_call_url: Annotated[
        str,
        About(
            "The video room of demo calls; without it the staff write to each visitor how to join.",
            "https://meet.example.com/demo",
        ),
    ] = ""
    events_per_minute: Annotated[
        int,
        Field(ge=1),
        About(
            "How many events a key may bring to one web process in a minute; more are refused for now.",
            "60000",
            apps=WEB,
        ),
    ] = 60_000
    events_keep_months: Annotated[
        int,
        Field(ge=1, le=1200),
        About("For how many months events are kept; their sums are kept for longer.", "13"),
    ] = 13

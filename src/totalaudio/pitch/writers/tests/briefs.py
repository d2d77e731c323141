"""Briefs for tests: a made-up release, and made-up contacts."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

from totalaudio.pitch.states import PitchKind, Tone
from totalaudio.pitch.writers.facts import Brief, Fact, Voice, campaign_facts, contact_facts

HOOK = "Recorded live in one take with a choir of forty neighbours. It is about leaving home."
LINK = "https://example.com/northern-light"
CAMPAIGN = campaign_facts(
    artist="The Examples",
    title="Northern Light",
    release_type="Single",
    genres=["indie folk", "folk"],
    impact_date=date(2026, 12, 5),
    hook=HOOK,
    link=LINK,
)
PROOF = Fact(
    "genres",
    "indie, folk",
    "site: example.com",
    UUID(int=7),
    "We play indie and folk",
    "https://example.com/about",
    datetime(2026, 11, 1, tzinfo=UTC),
)
CONTACT = contact_facts(
    {"name": "Ann Madeup", "outlet": "Example FM", "genres": ["indie", "folk"]}, [PROOF]
)
VOICE = Voice(tone=Tone.PROFESSIONAL, sender="Alex Sender")


def brief(
    *,
    campaign: tuple[Fact, ...] = CAMPAIGN,
    contact: tuple[Fact, ...] = CONTACT,
    voice: Voice = VOICE,
    kind: PitchKind = PitchKind.RADIO,
    private: tuple[str, ...] = (),
) -> Brief:
    """A brief for Ann at Example FM, with all that is given in place."""
    return Brief(campaign, contact, voice, kind, private)


def answer(*sentences: tuple[str, list[int]], subjects: tuple[str, ...] = ()) -> str:
    """What a model answers with."""
    return json.dumps(
        {
            "subjects": list(subjects or GOOD_SUBJECTS),
            "sentences": [
                {"text": text, "facts": facts, "begins_paragraph": at != 1}
                for at, (text, facts) in enumerate(sentences)
            ],
        }
    )


GOOD_SUBJECTS = (
    "The Examples for Example FM",
    "Northern Light by The Examples",
    "A choir of neighbours",
)
# Facts are numbered in this order: artist, title, release_type, genre, release_date, hook, outlet, genres.
GOOD = (
    ("Northern Light is the new single by The Examples, out 5 December 2026.", [1, 2, 3, 5]),
    ("It was recorded live in one take with a choir of forty neighbours.", [6]),
    ("Since you play indie and folk, would you consider it for Example FM?", [7, 8]),
)

"""How long 1,000 pitches from a template take: the writer with its rules, and a batch into the database."""

import json
import random
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from uuid import UUID

from bench.installation import installed
from bench.report import Figure, report
from totalaudio.pitch.states import PitchKind, Tone
from totalaudio.pitch.writers.facts import Brief, Fact, Voice, campaign_facts, contact_facts
from totalaudio.pitch.writers.template_writer import write
from totalaudio.pitch.writers.templates import built_in

PITCHES = 1_000
LIMIT = 5.0  # seconds, at most
RUNS = 3
_SEED = 4
_GENRES = ("indie", "folk", "jazz", "techno", "drum and bass", "ambient")
_HOOK = (
    "Recorded live in one take in a chapel, with a choir of forty neighbours who had never sung in public before."
    " It is a song about leaving home, and about what stays there when somebody goes."
)


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Print the figures as a table, or as JSON; 1 when the limit was missed."""
    briefs = [_brief(number) for number in range(PITCHES)]
    seconds = min(_time(briefs) for _ in range(RUNS))
    with installed() as environ:
        batch = min(_batch(environ) for _ in range(RUNS))
    figures = [
        Figure(f"{PITCHES:,} pitches, best of {RUNS}", seconds, "s", LIMIT),
        Figure("pitches a second", PITCHES / seconds, "/s"),
        Figure(f"a batch of {PITCHES:,} in the database, best of {RUNS}", batch, "s", LIMIT),
    ]
    return report("pitches", figures, json_output=json_output)


def _batch(environ: dict[str, str]) -> float:
    """Seconds of one batch, in a process of its own, as the worker is."""
    command = [sys.executable, "-m", "bench.pitches_child", str(PITCHES)]
    done = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout)
    return found["seconds"]


def _time(briefs: list[Brief]) -> float:
    start = time.perf_counter()
    written = [write(brief, built_in(brief.kind)) for brief in briefs]
    seconds = time.perf_counter() - start
    if len({draft.body for draft in written}) != PITCHES or any(one.unfilled for one in written):
        raise RuntimeError(
            "Two pitches are the same, or one has a gap; run the tests of pitch/writers."
        )
    return seconds


def _brief(number: int) -> Brief:
    """A brief for one of many made-up people, each at an outlet of their own, with evidence for its genres."""
    pick = random.Random(_SEED + number)
    genres = pick.sample(_GENRES, 3)
    seen = Fact(
        "genres",
        ", ".join(genres),
        "site: example.com",
        UUID(int=number),
        "We play all of it",
        f"https://outlet{number}.example.com/about",
        datetime(2026, 11, 1, tzinfo=UTC),
    )
    values = {"name": f"Ann Example{number}", "outlet": f"Made Up FM {number}", "genres": genres}
    said = campaign_facts(
        artist="The Examples",
        title="Northern Light",
        release_type="Single",
        genres=["indie folk"],
        impact_date=date(2026, 12, 5),
        hook=_HOOK,
        link="https://example.com/northern-light",
    )
    voice = Voice(Tone.CASUAL, opener="I plug records from the north.", sender="Alex Example")
    return Brief(said, contact_facts(values, [seen]), voice, pick.choice(list(PitchKind)))

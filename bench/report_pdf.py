"""The PDF of a report with 500 targets, against its limit."""

import statistics
import time
from datetime import date, timedelta
from typing import Final

from bench.report import Figure, report
from totalaudio.campaigns.stages import OutcomeKind, ReleaseType, Stage
from totalaudio.tracker.reports.pdf import make_pdf
from totalaudio.tracker.reports.report import (
    Brand,
    Came,
    Counts,
    Line,
    Owner,
    Period,
    Release,
    Report,
)

TARGETS: Final = 500
OUTCOMES: Final = 40
RUNS: Final = 5
LIMIT_SECONDS: Final = 2.0
_ID: Final = "0199f0c4-0000-7000-8000-000000000001"
_DAY: Final = date(2026, 11, 23)


def main(json_output: bool) -> int:  # noqa: FBT001 - how the runner of benchmarks calls it
    """Set the same report several times; the first one also reads the fonts."""
    made = _report()
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        size = len(make_pdf(made, owner="Example Plugging"))
        times.append(time.perf_counter() - begun)
    return report(
        "report_pdf",
        [
            Figure(f"PDF of {TARGETS} targets, the first", times[0], "s", LIMIT_SECONDS),
            Figure(f"median of {RUNS}", statistics.median(times), "s", LIMIT_SECONDS),
            Figure("size", size / 1000, "KB"),
        ],
        json_output=json_output,
    )


def _report() -> Report:
    stages = list(Stage)
    return Report(
        campaign=Release(
            id=_ID, artist="The Made Ups", title="Night Bus", release_type=ReleaseType.ALBUM,
            status="active", impact_date=_DAY, genres=["house"], goal_outcomes=50,
        ),
        workspace=Owner(id=_ID, name="Example Plugging", plan="agency"),
        counts=Counts(
            targets=TARGETS, pitched=480, mails=900, mailed=470, bounced=9, human=120, automatic=30,
            opt_outs=4, with_outcome=OUTCOMES,
        ),
        period=Period(_DAY - timedelta(days=60), _DAY),
        targets=[
            Line(
                outlet=f"Example Radio {n}", kind=f"Kind {n % 6}", stage=stages[n % len(stages)],
                name=f"Example Person {n}", is_pitched=True, is_human=n % 4 == 0, outcomes=n % 3,
            )
            for n in range(TARGETS)
        ],
        outcomes=[
            Came(
                kind=OutcomeKind.PLAY, date=_DAY - timedelta(days=n), outlet=f"Example Radio {n}",
                evidence="On the list of the evening show", url=f"https://radio.example/list/{n}",
            )
            for n in range(OUTCOMES)
        ],
        brand=Brand(name="", line="", logo_type=""),
        names_contacts=True,
    )  # fmt: skip

"""A report as it is read, and as programs read it: the same figures, and none where nothing was counted."""

from datetime import UTC, date, datetime

from totalaudio_ops.slo.modes import Mode
from totalaudio_ops.slo.objectives import Counts, Span
from totalaudio_ops.slo.report_json import as_json
from totalaudio_ops.slo.report_words import as_markdown
from totalaudio_ops.slo.reports import (
    AppReport,
    ClassShare,
    Day,
    Every,
    IncidentLine,
    ModeLine,
    ObjectiveReport,
    Report,
)
from totalaudio_ops.slo.tests.promises import promise


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


FULL = Report(
    Every.WEEK,
    Span(at(16), at(23)),
    at(23, hour=3),
    [
        AppReport(
            "tracker",
            Mode.CAUTION,
            [
                ObjectiveReport(
                    promise("0.99", 30),
                    Counts(10_000, 60),
                    Counts(2_000, 30),
                    [Day(date(2026, 11, 18), Counts(300, 30))],
                    [ClassShare("board", Counts(100, 30))],
                ),
                ObjectiveReport(
                    promise("0.95", 7, name="moonshot", decides=False), Counts(0, 0), Counts(0, 0)
                ),
            ],
            [
                ModeLine(
                    at(18, hour=9), Mode.DEVELOPMENT, Mode.CAUTION, "availability has 49.9 % left."
                )
            ],
            [
                IncidentLine(
                    "INC-2026-11-18-001", "P1", "Board | <b>down</b>\n# now", at(18, hour=9), None
                ),
                IncidentLine("INC-2026-11-19-001", "P3", "Slow", at(19), at(20)),
            ],
        ),
        AppReport("worker", Mode.DEVELOPMENT, []),
    ],
)


def test_a_report_in_words() -> None:
    assert (
        as_markdown(FULL)
        == """\
# Weekly report: 16 Nov 2026 to 22 Nov 2026

Written 23 Nov 2026 03:00. Days and hours are of UTC.
Each objective is judged over its own window, which ends with the period; burn is that of the period.

## Tracker

Mode at the end: **Caution**.

| objective | target | kept | left of the budget | spent in the period | burn | met |
|---|---|---|---|---|---|---|
| Availability | 99 % in 30 days | 99.400 % | 40.0 % | 30.0 % | 1.50 | yes |
| Moonshot (decides nothing) | 95 % in 7 days | no data | no data | no data | no data | no data |

Changes of mode:

- 18 Nov 2026 09:00: Development to Caution. availability has 49.9 % left.

Incidents:

- INC-2026-11-18-001, P1: Board \\| \\<b\\>down\\</b\\> \\# now (since 18 Nov 2026 09:00, still open)
- INC-2026-11-19-001, P3: Slow (since 19 Nov 2026 00:00, resolved 20 Nov 2026 00:00)

Worst days:

- Availability: 18 Nov 2026 (30 of 300)

Where it failed:

- Availability: board (30 of 100)

## Worker

Mode at the end: **Development**.

No objective is declared.

Changes of mode: none.

Incidents: none.

Worst days: none.

Where it failed: none.
"""
    )


def test_a_report_for_programs_has_the_same_figures_and_null_without_data() -> None:
    found = as_json(FULL)
    assert {key: found[key] for key in ("every", "start", "end", "made_at")} == {
        "every": "weekly",
        "start": "2026-11-16T00:00:00+00:00",
        "end": "2026-11-23T00:00:00+00:00",
        "made_at": "2026-11-23T03:00:00+00:00",
    }
    assert found["apps"] == [
        {
            "app": "tracker",
            "mode": "caution",
            "changes": [
                {
                    "at": "2026-11-18T09:00:00+00:00",
                    "from": "development",
                    "to": "caution",
                    "reason": "availability has 49.9 % left.",
                }
            ],
            "incidents": [
                {
                    "ref": "INC-2026-11-18-001",
                    "level": "P1",
                    "title": "Board | <b>down</b>\n# now",
                    "started_at": "2026-11-18T09:00:00+00:00",
                    "resolved_at": None,
                },
                {
                    "ref": "INC-2026-11-19-001",
                    "level": "P3",
                    "title": "Slow",
                    "started_at": "2026-11-19T00:00:00+00:00",
                    "resolved_at": "2026-11-20T00:00:00+00:00",
                },
            ],
            "objectives": [
                {
                    "name": "availability",
                    "title": "Availability",
                    "target": 0.99,
                    "window_days": 30.0,
                    "decides": True,
                    "sli": 0.994,
                    "budget_left": 0.4,
                    "spent_in_period": 0.3,
                    "burn": 1.5,
                    "is_met": True,
                    "total": 2000,
                    "bad": 30,
                    "days": [{"day": "2026-11-18", "total": 300, "bad": 30}],
                    "classes": [{"class": "board", "total": 100, "bad": 30}],
                },
                {
                    "name": "moonshot",
                    "title": "Moonshot",
                    "target": 0.95,
                    "window_days": 7.0,
                    "decides": False,
                    "sli": None,
                    "budget_left": None,
                    "spent_in_period": None,
                    "burn": None,
                    "is_met": None,
                    "total": 0,
                    "bad": 0,
                    "days": [],
                    "classes": [],
                },
            ],
        },
        {"app": "worker", "mode": "development", "changes": [], "incidents": [], "objectives": []},
    ]

"""The words around a report's numbers, the same on the page and in the PDF."""

from dataclasses import dataclass

from totalaudio.core.ui.formats import day, number, plural, rate

from .report import Counts, Report


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the four figures at the top."""

    label: str
    value: str
    note: str


METHOD = (
    "How this is counted: sent are targets that got at least one email; delivered are those of them from whom no"
    " bounce came back, which is all that a sender can know. A reply counts once for each target and only when a"
    " person wrote it: automatic answers, bounces and requests to stop are none. A range in brackets is the 95 %"
    " Wilson interval; under five, only counts are given. Outcomes are dated by the day on which they happened."
)


def lead(report: Report) -> str:
    """What it is and which time it covers."""
    parts = [report.campaign.kind]
    if report.campaign.impact_date:
        parts.append(f"impact date {day(report.campaign.impact_date)}")
    first, last = report.period.first, report.period.last
    if first and last and first != last:
        parts.append(f"what happened from {day(first)} to {day(last)}")
    elif first:
        parts.append(f"what happened on {day(first)}")
    elif not report.counts.pitched:
        parts.append("nothing was sent yet")
    return "; ".join(parts) + "."


def figures(report: Report) -> list[Figure]:
    """Sent, delivered, human replies, evidenced outcomes."""
    counts = report.counts
    return [
        Figure("Sent to", number(counts.mailed), _sent(counts)),
        Figure("Delivered", number(counts.delivered), _delivered(counts)),
        Figure(
            "Human replies",
            number(counts.human),
            rate(counts.human, counts.pitched, "pitched targets replied"),
        ),
        Figure("Evidenced outcomes", number(len(report.evidenced)), _outcomes(report)),
    ]


def _sent(counts: Counts) -> str:
    if not counts.mails and counts.otherwise:
        return f"{number(counts.otherwise)} pitched another way"
    words = f"{plural(counts.mails, 'email')} to {plural(counts.mailed, 'target')}"
    return f"{words}; {number(counts.otherwise)} pitched another way" if counts.otherwise else words


def _delivered(counts: Counts) -> str:
    if not counts.mailed:
        return "nothing was sent by email"
    return f"{number(counts.bounced)} bounced" if counts.bounced else "none bounced"


def _outcomes(report: Report) -> str:
    goal = report.campaign.goal_outcomes
    if goal:
        return f"the goal is {number(goal)}"
    won = report.counts.with_outcome
    return f"at {plural(won, 'target')}" if won else "none yet"


def apart(report: Report) -> str:
    """What came back and is no reply, '' when nothing did."""
    counts = report.counts
    parts = []
    if counts.automatic:
        parts.append(f"{plural(counts.automatic, 'automatic answer')}")
    if counts.opt_outs:
        parts.append(f"{plural(counts.opt_outs, 'request')} to stop")
    return f"Not counted as replies: {' and '.join(parts)}." if parts else ""


def unevidenced(report: Report) -> str:
    """What is said of outcomes that nobody can look at, '' when there is none."""
    if not report.unevidenced:
        return ""
    words = plural(report.unevidenced, "more outcome")
    return f"{words} without a link or a note of evidence, and not listed."

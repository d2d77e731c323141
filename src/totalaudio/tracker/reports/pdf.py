"""A report as a PDF, set by typst; what people wrote travels as data and is never read as markup."""

import json
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import typst

from totalaudio.core.ui.formats import day, number, rate

from .report import Came, Line, Logo, Report
from .words import METHOD, apart, figures, lead, unevidenced

_TEMPLATE: Final = Path(__file__).with_name("report.typ").read_bytes()
_LONGEST_ADDRESS: Final = 60


def make_pdf(report: Report, *, owner: str, line: str = "", logo: Logo | None = None) -> bytes:
    """The PDF; a picture that cannot be read is left out."""
    data = _data(report, owner, line, logo)
    try:
        return _compiled(data)
    except typst.TypstError:
        if logo is None:
            raise
        return make_pdf(report, owner=owner, line=line)


def _compiled(data: dict[str, object]) -> bytes:
    made = typst.compile(_TEMPLATE, format="pdf", sys_inputs={"data": json.dumps(data)})
    if not isinstance(made, bytes):
        raise TypeError("typst gave no document")
    return made


def _data(report: Report, owner: str, line: str, logo: Logo | None) -> dict[str, object]:
    notes = [unevidenced(report), apart(report)]
    return {
        "title": report.campaign.name,
        "owner": owner,
        "line": line,
        # Typst takes no files but texts from memory; bytes travel as numbers.
        "logo": list(logo.content) if logo else [],
        "lead": lead(report),
        "foot": f"{report.campaign.name}, report by {owner}",
        "figures": [{"label": f.label, "value": f.value, "note": f.note} for f in figures(report)],
        "funnel": _funnel(report),
        "outcomes": [_outcome(one) for one in report.evidenced],
        "no_outcomes": "None is written down yet.",
        "outcomes_note": " ".join(note for note in notes if note),
        "kinds": [
            [k.kind, number(k.pitched), rate(k.human, k.pitched), number(k.with_outcome)]
            for k in report.kinds
        ],
        "has_names": report.names_contacts,
        "target_head": _head(report),
        "targets": [_target(one, has_name=report.names_contacts) for one in report.targets],
        "method": METHOD,
    }


def _funnel(report: Report) -> list[dict[str, object]]:
    return [
        {"label": step.label, "width": step.width, "note": _step(step.n, step.before, step.what)}
        for step in report.funnel.steps
    ]


def _step(n: int, before: int | None, what: str) -> str:
    if before is None or n > before:
        return number(n)
    return rate(n, before, what)


def _outcome(one: Came) -> dict[str, str]:
    parts = urlsplit(one.url)
    is_web = parts.scheme in {"http", "https"} and parts.netloc
    shown = one.url if len(one.url) <= _LONGEST_ADDRESS else f"{one.url[:_LONGEST_ADDRESS]}…"
    return {
        "date": day(one.date),
        "what": one.label,
        "outlet": one.outlet,
        "evidence": one.evidence,
        "url": one.url if is_web else "",
        "url_shown": shown if is_web else "",
    }


def _head(report: Report) -> list[str]:
    name = ["Contact"] if report.names_contacts else []
    return ["Outlet", *name, "Kind", "Stage", "Outcomes"]


def _target(one: Line, *, has_name: bool) -> list[str]:
    name = [one.name] if has_name else []
    won = number(one.outcomes) if one.outcomes else ""
    return [one.outlet or "Not known", *name, one.kind, one.stage_label, won]

"""Examples for the page of all pieces: every name is made up, every address at an example domain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, cast

from django import forms
from django.urls import reverse
from django.utils import timezone

from totalaudio.core.ui import charts
from totalaudio.core.ui.cohorts import cohorts
from totalaudio.core.ui.frame import Action, AppKey, AppLink, Frame, Person, Place, WorkspaceLink
from totalaudio.core.ui.funnels import funnel
from totalaudio.core.ui.pieces import (
    Entry,
    Evidence,
    Pager,
    PlanMeter,
    Progress,
    Proportion,
    Stat,
    Tab,
)
from totalaudio.core.ui.tables import Column, table_head

APPS: Final = (
    ("intel", "Audio Intel"),
    ("tracker", "Tracker"),
    ("pitch", "Pitch Generator"),
    ("operations", "Operations"),
)
PLACES: Final = (
    ("Contacts", "contacts", 1204), ("Imports", "upload", None), ("Runs", "play", 2),
    ("Outlets", "outlet", None), ("Lists", "list", None), ("Exports", "download", None),
)  # fmt: skip
COLUMNS: Final = (
    Column("name", "Name", slot="title", is_fixed=True),
    Column("outlet", "Outlet", slot="meta"),
    Column("genres", "Genres", is_sortable=False),
    Column("status", "Status", slot="aside"),
    Column("confidence", "Confidence", is_number=True),
    Column("checked", "Last checked", is_default=False),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One example contact."""

    id: str
    name: str
    outlet: str
    genres: str
    status: str
    confidence: float | None
    checked_at: datetime


class SpecimenForm(forms.Form):
    """One field of each kind, with hints."""

    name = forms.CharField(help_text="As it should stand in a greeting.")
    email = forms.EmailField(label="Email")
    kind = forms.ChoiceField(choices=[("station", "Station"), ("blog", "Blog")], required=False)
    notes = forms.CharField(widget=forms.Textarea, required=False)
    order = forms.ChoiceField(
        label="When two sources disagree", widget=forms.RadioSelect, initial="keep",
        choices=[("keep", "Keep what is there"), ("newest", "Take the newest")],
    )  # fmt: skip
    weekly = forms.BooleanField(label="Send me a weekly summary", required=False)
    file = forms.FileField(
        label="Contact list", required=False, help_text="CSV or XLSX, up to 250 MB."
    )


def specimens(query: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """Give the page its examples; `app` in the query picks the accent."""
    now = timezone.now()
    return {
        "title": "The pieces", "frame": frame((query.get("app") or ["intel"])[-1]),
        "breadcrumbs": (("Audio Intel", "?"), ("Design", "?")),
        "form": SpecimenForm(),
        "bad_form": SpecimenForm({"name": "Ola Beispiel", "email": "ola at example.com"}),
        "head": table_head(COLUMNS, query, default_sort="name"), "rows": rows(now),
        "pager": Pager(4, older_url="?after=4", newer_url="?before=1", total=1204, noun="contact"),
        "evidence": evidence(now), "progress": progress(), "entries": entries(now),
        "reasons": ("Two sources agree.", "The quote is on the page.", "Checked 3 days ago."),
        "stats": (Stat("Contacts", "1,204", "of them 38 without an address"),
                  Stat("Checked in 90 days", "81 %", "975 of 1,204", "?")),
        "proportions": (Proportion("Replies", 7, 31, "replied"),
                        Proportion("Replies, podcasts", 2, 3, "replied"),
                        Proportion("Plays", 0, 0, "played")),
        "bars": charts.bars("Contacts by genre", (("Indie", 412), ("Electronic", 305),
                            ("Folk and singer-songwriter", 120), ("Jazz", 44), ("Spoken word", 0))),
        "line": charts.line("Enriched each day, last 14 days", (
            (f"{day} Nov", value) for day, value in
            enumerate((0, 12, 40, 38, 95, 60, 0, 0, 71, 130, 122, 88, 140, 64), start=9))),
        "funnel": funnel("From a visit to a payment", (("Visits", 1204, "different each day"),
                         ("Sign-ups", 96, "signed up"), ("First enrichments", 61, "enriched"),
                         ("Demo calls", 3, "booked"), ("First payments", 4, "paid"))),
        "cohorts": cohorts("Back after their sign-up", (("2 Nov", 31, (17, 12, 11)),
                           ("9 Nov", 24, (20, 3)), ("16 Nov", 3, (1,)), ("23 Nov", 12, ()))),
        "tabs": (Tab("Evidence", "?", is_current=True, count=6), Tab("History", "?"),
                 Tab("Campaigns", "?", count=2)),
        "facts": (("Country", "United Kingdom"), ("Format", "WAV or MP3"), ("Lead time", "")),
        "meters": (PlanMeter("Enrichments", 3, 10, date(2026, 12, 1)), PlanMeter("Sends", 23, 25),
                   PlanMeter("Active campaigns", 3, 3), PlanMeter("Contacts", 1204)),
        "code": "curl -H 'Authorization: Bearer ta_example' \\\n  https://totalaudio.example/api/contacts",
    }  # fmt: skip


def frame(app: str) -> Frame:
    """Give a frame as a signed-in person sees it, with one app current."""
    key = app if app in dict(APPS) else "intel"
    return Frame(
        apps=tuple(
            AppLink(cast("AppKey", k), name, f"?app={k}", is_current=k == key) for k, name in APPS
        ),
        places=tuple(
            Place(name, "?", icon, is_current=i == 0, count=count)
            for i, (name, icon, count) in enumerate(PLACES)
        ),
        workspace=WorkspaceLink("Example Promotions", "?", is_current=True),
        workspaces=(
            WorkspaceLink("Example Promotions", "?", is_current=True),
            WorkspaceLink("A second workspace", "?"),
        ),
        person=Person("Ola Beispiel", "ola@example.com", "?", "?"),
        palette_url=reverse("ui:palette"),
        actions=(Action("Bring a list", "?", "Import contacts"),),
        environment="development",
        is_demo=True,
    )


def rows(now: datetime) -> tuple[Row, ...]:
    """Give four rows with long, empty and foreign values."""
    return (
        Row("1", "Ola Beispiel", "Radio Example", "Indie, folk", "enriched", 0.92, now),
        Row("2", "Music desk", "The Example Review of New and Overlooked Recordings", "Electronic",
            "partial", 0.61, now - timedelta(hours=5)),
        Row("3", "Żaneta Přikladová", "Příklad FM", "Jazz", "unchanged", None,
            now - timedelta(days=12)),
        Row("4", "someone.with.a.very.long.address@a-long-domain.example", "", "", "failed", 0.2,
            now - timedelta(days=200)),
    )  # fmt: skip


def evidence(now: datetime) -> tuple[Evidence, ...]:
    """Give one card that is used, one that is not, and one from the list itself."""
    return (
        Evidence("Submission policy", "Link only, three weeks ahead", "radio.example/submit",
                 "outlet's own site", 0.86, "https://radio.example/submit",
                 "Please send a private link, not files, at least three weeks before release.",
                 now - timedelta(days=3), ("The quote is on the page.", "Page dated this year.")),
        Evidence("Presenter", "Ola Beispiel", "an answer without a page", "search", 0.3,
                 checked_at=now - timedelta(hours=2), is_applied=False,
                 reasons=("The page that it names does not hold the quote.",)),
        Evidence("Country", "United Kingdom", "row 14 of spring-list.csv", "the row itself", 0.55,
                 checked_at=now - timedelta(days=60)),
    )  # fmt: skip


def progress() -> tuple[Progress, ...]:
    """Give a run in each of its states."""
    return (
        Progress(312, 1204, "running", 126.4, 424, 3, cancel_url="?"),
        Progress(0, 1204, "waiting", cancel_url="?"),
        Progress(312, 1204, "paused", cancel_url="?"),
        Progress(1204, 1204, "done", problems=3),
        Progress(700, 1204, "cancelled"),
        Progress(90, 1204, "failed", problems=90),
    )


def entries(now: datetime) -> tuple[Entry, ...]:
    """Give a short history, newest first."""
    return (
        Entry(now - timedelta(minutes=8), "Replied", "Asked for a clean edit.", icon="inbox"),
        Entry(now - timedelta(days=2), "Pitched by email", "", "Ola Beispiel", "send"),
        Entry(now - timedelta(days=9), "Imported", "spring-list.csv, row 14", "Ola Beispiel",
              "upload"),
    )  # fmt: skip


def palette_results(words: str) -> list[dict[str, str]]:
    """Give what the example palette finds: the example rows, one hostile title among them."""
    found = [(row.name, row.outlet) for row in rows(timezone.now())]
    found.append(("<img src=x onerror=alert(1)>", "a hostile name"))
    low = words.lower()
    return [
        {"kind": "Contact", "title": name, "detail": outlet, "url": f"?q={i}"}
        for i, (name, outlet) in enumerate(found)
        if low in name.lower() or low in outlet.lower()
    ]

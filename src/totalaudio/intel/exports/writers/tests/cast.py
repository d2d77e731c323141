"""Contacts to export in tests."""

import datetime as dt
from dataclasses import replace

from totalaudio.contacts.fields import EmailKind, Status
from totalaudio.intel.enrichment.findings import Finding
from totalaudio.intel.exports.rows import ExportRow

FINDING = Finding(
    "genres",
    ("indie", "folk"),
    "directory",
    "outlet directory: KEXP, by name",
    "https://example.org/",
    None,
    dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC),
    0.95,
)
ADA = ExportRow(
    row=1,
    name="Ada Example",
    email="ada@example.com",
    outlet="KEXP",
    role="Presenter",
    format="alternative",
    coverage="local",
    genres=("indie", "folk"),
    contact_method="email",
    best_timing="Tuesday",
    submission_guidelines="Links only",
    pitch_tips=("Be short", "No attachments"),
    notes="Likes WAV",
    confidence=0.95,
    last_checked="2026-11-22",
    source="contacts.csv; outlet directory",
    country="US",
    email_kind=EmailKind.PERSON,
    suggested_email="",
    other_emails=("ada@example.org",),
    status=Status.ENRICHED,
    evidence=(FINDING,),
)
BLANK = ExportRow(
    row=2,
    name="محمد 🎧",
    email="",
    outlet="",
    role="",
    format="",
    coverage="",
    genres=(),
    contact_method="",
    best_timing="",
    submission_guidelines="",
    pitch_tips=(),
    notes="",
    confidence=None,
    last_checked="",
    source="",
    country="",
    email_kind=None,
    suggested_email="",
    other_emails=(),
    status=Status.UNCHANGED,
    evidence=(),
)
HOSTILE = replace(
    ADA,
    row=3,
    name='=HYPERLINK("http://example.com")',
    outlet="+1+1",
    role="-2+3",
    notes="@SUM(A1)",
    coverage="\t=1",
    best_timing="\r=1",
    contact_method='fine, "quoted"\nand broken',
)

"""The PDF: what it says, what it never runs, and what it survives."""

import io
import struct
import zlib

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from totalaudio.campaigns.stages import OutcomeKind, ReleaseType, Stage
from totalaudio.tracker.reports.pdf import make_pdf
from totalaudio.tracker.reports.report import Counts, Logo, Period, Report
from totalaudio.tracker.reports.tests.reports import came, line, report
from totalaudio.tracker.reports.words import figures, lead


def words(pdf: bytes) -> str:
    """All text of the document, its white space made one."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def png(colour: bytes = b"\x07\x57\x51") -> bytes:
    """A picture of four pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\x00" + colour * 2) * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_it_says_what_the_page_says() -> None:
    said = words(make_pdf(report(), owner="Alice Plugs"))
    for part in (
        "The Made Ups: Night Bus",
        "Alice Plugs",
        "6 emails to 6 targets",
        "1 bounced",
        "2 of 6 pitched targets replied (33",
        "Example FM",
        "Playlist add",
        "https://fm.example/tracklist",
    ):
        assert part in said, part


@pytest.mark.parametrize(
    "text",
    [
        "#panic(1)",
        '#read("/etc/passwd")',
        "*bold* _it_ $x^2$ `code` @ref <label> #let x = 1",
        '"quoted" \\ back\\slash',
        "= Heading",
        "// gone",
    ],
)
def test_what_people_wrote_is_text_and_no_markup(text: str) -> None:
    made = report(
        title=text, targets=[line(outlet=text)], outcomes=[came(outlet=text, evidence=text)]
    )
    said = words(make_pdf(made, owner=text, line=text))
    assert said.replace(" ", "").count(text.replace(" ", "")) >= 5


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert make_pdf(report(title=text, outcomes=[came(url=text)]), owner=text).startswith(b"%PDF")


def test_an_address_that_is_none_is_no_link() -> None:
    made = make_pdf(report(outcomes=[came(url="javascript:alert(1)")]), owner="Alice Plugs")
    assert b"javascript" not in made.lower()


def test_it_carries_a_picture_and_survives_one_that_is_none() -> None:
    plain = make_pdf(report(), owner="Alice Plugs")
    dressed = make_pdf(report(), owner="Alice Plugs", logo=Logo(png(), "image/png"))
    broken = make_pdf(report(), owner="Alice Plugs", logo=Logo(png()[:40], "image/png"))
    assert [len(PdfReader(io.BytesIO(one)).pages[0].images) for one in (plain, dressed, broken)] == [
        0, 1, 0,
    ]  # fmt: skip


def test_names_stand_in_it_only_when_they_are_wanted() -> None:
    targets = [line(name="Ada Example")]
    with_names = report(targets=targets, names_contacts=True)
    assert "Ada Example" in words(make_pdf(with_names, owner="Alice Plugs"))
    assert "Ada Example" not in words(make_pdf(report(targets=targets), owner="Alice Plugs"))


def test_a_report_of_nothing_is_a_report() -> None:
    empty: Report = report(targets=[], outcomes=[])
    assert "None is written down yet." in words(make_pdf(empty, owner="Alice Plugs"))


def test_every_word_of_stages_and_kinds_can_be_set() -> None:
    targets = [line(stage=stage) for stage in Stage]
    outcomes = [came(kind=kind) for kind in OutcomeKind]
    for kind in ReleaseType:
        made = report(release_type=kind, targets=targets, outcomes=outcomes)
        assert "No response" in words(make_pdf(made, owner="Alice Plugs"))


def test_who_was_pitched_by_phone_alone_got_no_email_and_was_pitched_all_the_same() -> None:
    counts = Counts(
        targets=3, pitched=2, mails=0, mailed=0, bounced=0, human=0, automatic=0, opt_outs=0, with_outcome=0
    )  # fmt: skip
    called = msgspec.structs.replace(report(counts=counts), period=Period(None, None))
    assert figures(called)[0].note == "2 pitched another way"
    assert "nothing was sent yet" not in lead(called)
    nobody = msgspec.structs.replace(called, counts=msgspec.structs.replace(counts, pitched=0))
    assert lead(nobody).endswith("nothing was sent yet.")

"""Made-up messages of many shapes, each in the folder that is named for what it is."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from totalaudio.campaigns.stages import ReplyKind
from totalaudio.pitch.replies.classify import Classified, classify

FILES = Path(__file__).with_name("files")
LETTERS = sorted(path.relative_to(FILES).as_posix() for path in FILES.glob("*/*.eml"))


def read(name: str) -> Classified:
    return classify((FILES / name).read_bytes())


def name_of(found: Classified) -> str:
    severity = found.facts.severity
    return f"{found.kind.value}.{severity.value}" if severity else found.kind.value


def test_there_are_letters_of_every_kind() -> None:
    assert {name.partition(".")[0].partition("/")[0] for name in LETTERS} == set(ReplyKind)
    assert len(LETTERS) >= 60


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_what_its_folder_says(name: str) -> None:
    assert name_of(read(name)) == name.partition("/")[0]


@pytest.mark.parametrize("name", [name for name in LETTERS if not name.startswith("bounce")])
def test_nothing_that_was_quoted_is_taken_for_an_answer(name: str) -> None:
    text = read(name).text
    assert "plugs.example.com" not in text
    assert "\n>" not in f"\n{text}"


@pytest.mark.parametrize(
    ("name", "back", "other"),
    [
        ("out-of-office/exchange.eml", date(2026, 12, 7), "desk@radio.example.org"),
        ("out-of-office/german.eml", date(2027, 1, 4), ""),
        ("out-of-office/french.eml", date(2027, 1, 5), ""),
        ("out-of-office/spanish.eml", date(2027, 1, 7), ""),
        ("out-of-office/subject-only.eml", date(2026, 12, 14), ""),
        ("out-of-office/precedence-junk.eml", None, ""),
        ("left/exchange.eml", None, "newmusic@radio.example.org"),
    ],
)
def test_an_absence_names_its_end_and_who_to_ask(name: str, back: date | None, other: str) -> None:
    facts = read(name).facts
    assert (facts.return_date, facts.other_address) == (back, other)


def test_a_receipt_is_automatic_but_nobody_is_away() -> None:
    assert not read("out-of-office/receipt.eml").facts.is_away
    assert read("out-of-office/exchange.eml").facts.is_away


def test_a_bounce_names_its_code_and_whom_it_did_not_reach() -> None:
    facts = read("bounce.nobody/gmail-nosuchuser.eml").facts
    assert (facts.status, facts.recipients) == ("5.1.1", ("music@radio.example.org",))
    assert facts.as_json() == {"severity": "nobody", "status": "5.1.1"}


def test_the_mailbox_itself_is_no_answer() -> None:
    raw = b"From: Plugger <Plugger@plugs.example.com>\nSubject: Re: x\n\nAny news?"
    assert classify(raw, own=["plugger@plugs.example.com"]).is_own
    assert not classify(raw, own=["other@plugs.example.com"]).is_own


def test_a_day_without_a_year_is_counted_from_the_letter() -> None:
    raw = b"Subject: Out of office\nDate: Thu, 31 Dec 2026 23:00:00 +0000\n\nBack on 4 January."
    assert classify(raw).facts.return_date == date(2027, 1, 4)
    undated = b"Subject: Out of office\n\nBack on 4 January."
    now = datetime(2029, 12, 30, tzinfo=UTC)
    assert classify(undated, now=now).facts.return_date == date(2030, 1, 4)


def test_a_receipt_that_a_letter_was_opened_is_a_machine_s_answer() -> None:
    """RFC 8098; the words are the mail program's own."""
    receipt = (
        b"From: music@radio.example.org\r\nSubject: Read: A new single\r\n"
        b"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nYour message was read.\r\n"
        b"--b\r\nContent-Type: message/disposition-notification\r\n\r\n"
        b"Disposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--b--\r\n"
    )
    found = classify(receipt)
    assert (found.kind, found.signals, found.facts.is_away) == (
        ReplyKind.OUT_OF_OFFICE,
        ("receipt",),
        False,
    )

"""The message as servers and mail programs read it: nothing that is typed becomes a header."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.pitch.sends.footer import Footer, under
from totalaudio.pitch.sends.message import (
    Letter,
    MessageProblemError,
    ascii_address,
    compose,
    message_id_for,
    reply_subject,
)

LETTER = Letter(
    sender_name="Zoë Example",
    sender="zoe@label.example",
    recipient="music@radio.example",
    subject="Naïve Sea, a single for your evening show",
    body="Hello,\n\nhere is a record.\n",
    message_id="<one@label.example>",
    at=datetime(2026, 11, 23, 10, tzinfo=UTC),
    unsubscribe_url="https://promotion.example.com/pitch/compliance/stop/abc",
)
KNOWN = {
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "content-type",
    "content-transfer-encoding",
    "mime-version",
}


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_names_and_subjects_arrive_as_they_were_typed() -> None:
    message = parsed(compose(LETTER))
    assert message["From"] == "Zoë Example <zoe@label.example>"
    assert message["To"] == "music@radio.example"
    assert message["Subject"] == "Naïve Sea, a single for your evening show"
    assert message["Date"] == "Mon, 23 Nov 2026 10:00:00 +0000"
    assert message["Message-ID"] == "<one@label.example>"


def test_on_the_wire_it_is_ascii_with_short_lines_and_proper_ends() -> None:
    raw = compose(replace(LETTER, body="é" * 2_000 + "\n.\nFrom here on"))
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_the_text_is_plain_and_stands_alone() -> None:
    message = parsed(compose(LETTER))
    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()
    assert message.get_content().splitlines() == ["Hello,", "", "here is a record."]


def test_one_click_ends_it() -> None:
    message = parsed(compose(LETTER))
    assert message["List-Unsubscribe"] == (
        "<https://promotion.example.com/pitch/compliance/stop/abc>,"
        " <mailto:zoe@label.example?subject=unsubscribe>"
    )
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_long_links_and_ids_stay_whole() -> None:
    long = f"https://{'a' * 60}.example/pitch/compliance/stop/{'k' * 60}"
    ids = [f"<{'i' * 90}{n}@label.example>" for n in range(4)]
    raw = compose(replace(LETTER, unsubscribe_url=long, references=ids))
    assert f"<{long}>".encode() in raw
    assert all(one.encode() in raw for one in ids)
    assert parsed(raw)["References"] == " ".join(ids)


def test_a_follow_up_names_what_it_follows() -> None:
    message = parsed(compose(replace(LETTER, references=["<a@x.example>", "<b@x.example>"])))
    assert message["In-Reply-To"] == "<b@x.example>"
    assert message["References"] == "<a@x.example> <b@x.example>"


@pytest.mark.parametrize(
    ("first", "second"),
    [("A record", "Re: A record"), ("Re: A record", "Re: A record"), ("re: it", "re: it")],
)
def test_a_follow_up_has_the_subject_of_the_first(first: str, second: str) -> None:
    assert reply_subject(first) == second


@pytest.mark.parametrize("evil", ["\r\nBcc: x@evil.example", "\n", "\r", "\0", "\x0b", "\u2028"])
@pytest.mark.parametrize("part", ["subject", "sender_name", "message_id", "unsubscribe_url"])
def test_a_line_break_in_a_header_is_refused_with_its_name(part: str, evil: str) -> None:
    with pytest.raises(MessageProblemError, match="has a line break or another control"):
        compose(replace(LETTER, **{part: f"one{evil}two"}))  # type: ignore[arg-type]  # each is a text


@pytest.mark.parametrize("part", ["subject", "sender_name"])
@pytest.mark.parametrize(
    "evil", ["=?utf-8?q?a=0D=0ABcc:_x?=", "Zoe =?UTF-8?B?PHhAZXZpbC5leGFtcGxlPiw=?=", "=?x?q?"]
)
def test_what_mail_programs_would_read_as_other_text_is_refused(part: str, evil: str) -> None:
    """The second one says <x@evil.example> and a comma: one more sender."""
    with pytest.raises(MessageProblemError, match="stands for other text"):
        compose(replace(LETTER, **{part: evil}))  # type: ignore[arg-type]  # each is a text


@pytest.mark.parametrize(
    "address",
    [
        "music@radio.example\r\nBcc: x@evil.example",
        "music@radio.example, x@evil.example",
        "a@b@c.example",
        "music radio@radio.example",
        "@radio.example",
        "music",
        "müsic@radio.example",
    ],
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(MessageProblemError):
        compose(replace(LETTER, recipient=address))


def test_a_domain_with_umlauts_goes_in_ascii() -> None:
    assert ascii_address("music@bücher.example") == "music@xn--bcher-kva.example"


def test_ids_are_at_the_senders_domain_and_differ() -> None:
    of = UUID(int=7)
    assert message_id_for(of, "x1", "zoe@bücher.example") == (
        "<00000000000000000000000000000007.x1@xn--bcher-kva.example>"
    )


@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    subject=st.text(st.characters(exclude_categories=["Cs"]), max_size=120),
    body=st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
)
def test_whatever_is_typed_there_are_no_other_headers_and_one_recipient(
    name: str, subject: str, body: str
) -> None:
    try:
        raw = compose(replace(LETTER, sender_name=name, subject=subject, body=body))
    except MessageProblemError:
        return
    message = parsed(raw)
    assert {header.lower() for header in message.keys()} == KNOWN  # noqa: SIM118  # headers, each as often as it is there
    assert len(message.keys()) == len(KNOWN)
    assert [one.addr_spec for one in message["To"].addresses] == ["music@radio.example"]
    assert [one.addr_spec for one in message["From"].addresses] == ["zoe@label.example"]


FOOTER = Footer("Example Plugging Ltd", "1 Road\nTown", "https://p.example/stop/abc")


def test_the_footer_says_who_writes_and_how_to_end_it() -> None:
    assert under("Hello\n\n", FOOTER) == (
        "Hello\n\n-- \nExample Plugging Ltd, 1 Road, Town\n"
        "To get no more of these: https://p.example/stop/abc\n"
    )


def test_the_first_message_says_where_the_address_is_from() -> None:
    first = replace(
        FOOTER, source="your station's own page.", notice_url="https://p.example/notice/n"
    )
    assert first.text().splitlines()[2] == (
        "How we have your address: your station's own page."
        " What we keep, and your rights: https://p.example/notice/n"
    )

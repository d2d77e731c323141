"""Anybody can send us anything: it is read in bounded time, nothing raises, and the database can keep what was read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from totalaudio.campaigns.stages import ReplyKind
from totalaudio.pitch.replies.classify import classify

MEGABYTE = 1024 * 1024
HEAD = b"From: a@radio.example.org\nSubject: Re: x\n"


def _nested(levels: int) -> bytes:
    parts = [
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(levels)
    ]
    return HEAD + b"".join(parts) + b"Content-Type: text/plain\n\nHello"


def _rfc822(levels: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\n\n" * levels + b"Hello"


HOSTILE = {
    "nothing": b"",
    "only newlines": b"\n" * 10_000,
    "nul": HEAD + b"\n\0\0stop\0\n",
    "deep multipart": _nested(5_000),
    "deep messages": _rfc822(5_000),
    "many parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\nContent-Type: text/plain\n\nx\n" * 20_000,
    "one line of a megabyte": HEAD + b"\n" + b"a" * MEGABYTE,
    "a header of a megabyte": b"Subject: " + b"=?utf-8?q?" + b"a" * MEGABYTE + b"?=\n\nHello",
    "many headers": b"".join(b"X-%d: y\n" % n for n in range(50_000)) + b"\nHello",
    "ten megabytes": HEAD + b"\n" + b"please stop\n" * 900_000,
    "spaces": HEAD + b"\n" + b" " * MEGABYTE,
    "on on on": HEAD + b"\n" + b"On \n" * 50_000,
    "on without wrote": HEAD + b"\n" + b"On a, b wrote " * 5_000,
    "am am am": HEAD + b"\n" + b"Am Am schrieb " * 5_000,
    "headers in text": HEAD + b"\n" + b"From: a\nTo: b\n" * 5_000,
    "underscores": HEAD + b"\n\n" + b"_" * 100_000,
    "dashes": HEAD + b"\n" + b"- - " * 50_000,
    "quotes": HEAD + b"\n" + b"> " * 100_000,
    "many quotes": HEAD + b"\n" + b">>>> On x wrote:\n" * 50_000,
    "caution": HEAD + b"\n" + b"CAUTION: mail " * 5_000,
    "deep html": HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 100_000 + b"Hello",
    "no such charset": HEAD + b"Content-Type: text/plain; charset=\xff\xfe\n\n\xff\xfe",
    "no such encoding": HEAD + b"Content-Transfer-Encoding: zip\n\n\x00\x01",
    "bad base64": HEAD + b"Content-Transfer-Encoding: base64\n\n====%%%",
    "bad words": b"Subject: =?utf-8?b?%%%?= =?x?q?=FF?= =?idna?q?=FF?=\n\nHello",
    "bad date": HEAD + b"Date: 99 Foo 99999 99:99:99 +9999\n\nHello",
    "bad address": b"From: <<>>(((\nTo: ,,,\n\nHello",
    "codec that is no text": HEAD + b"Content-Type: text/plain; charset=rot13\n\nHello",
    "surrogates": HEAD + b"Content-Type: text/plain; charset=utf-7\n\n+2D0-",
    "boundary in boundary": HEAD + b'Content-Type: multipart/report; boundary=""\n\n--\n--\n',
    "report that is none": HEAD + b"Content-Type: message/delivery-status\n\n" + b"\n\n" * 50_000,
    "adding adding": HEAD + b"\n" + b"i will definitely happily gladly " * 2_000,
    "addresses": HEAD + b"Auto-Submitted: x\n\n" + b"a.a.a.a" * 900 + b"@",
    "dates": HEAD + b"Auto-Submitted: x\n\n" + b"1.1.1.1.1.1 " * 500,
}


def _keepable(text: str) -> bool:
    return "\0" not in text and text.encode("utf-8", "strict") is not None


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_letter_is_read(name: str) -> None:
    """Also one that a careless pattern would read for hours: the time limit of tests is two minutes."""
    found = classify(HOSTILE[name])
    assert _keepable(found.text)
    assert _keepable(found.mail.subject)
    assert len(found.text) <= 6_000


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_are_something(raw: bytes) -> None:
    found = classify(raw)
    assert found.kind in ReplyKind
    assert _keepable(found.text)


_NAMES = st.sampled_from(
    ["From", "Subject", "Date", "Auto-Submitted", "Precedence", "Content-Type", "X-Failed-Recipients",
     "Content-Transfer-Encoding", "In-Reply-To", "X-Auto-Response-Suppress"]
)  # fmt: skip
_VALUES = st.text(max_size=60) | st.sampled_from(
    ["multipart/report; report-type=delivery-status; boundary=b", "text/html", "base64", "auto-replied",
     "=?utf-8?b?w6k=?=", "multipart/mixed; boundary=b", "message/rfc822", "message/delivery-status"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(_NAMES, _VALUES), max_size=8), st.text(max_size=400))
def test_headers_may_lie_as_they_like(headers: list[tuple[str, str]], body: str) -> None:
    lines = [f"{name}: {value}" for name, value in headers]
    raw = "\n".join([*lines, "", body]).encode("utf-8", "replace")
    found = classify(raw)
    assert found.kind in ReplyKind
    assert _keepable(found.text + found.mail.subject + found.mail.sender)

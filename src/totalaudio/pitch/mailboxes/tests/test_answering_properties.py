"""Whatever a message looks like, answering it makes headers that are one line each."""

from email import message_from_bytes
from email.message import Message

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from totalaudio.pitch.mailboxes.answering import Kind, text_of, written
from totalaudio.pitch.mailboxes.answers import Phase, answer_of, error_of
from totalaudio.pitch.mailboxes.gmail_reading import _head
from totalaudio.pitch.mailboxes.transport import TransportError

LINES = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


def head_names(raw: bytes) -> list[str]:
    return [name.lower() for name, _ in message_from_bytes(raw).items()]


@given(
    st.dictionaries(st.sampled_from(["From", "To", "Subject", "Message-ID", "References"]), LINES)
)
@example({"To": "000\x80[0\x80\x80\U00010000\U00010000,\x80\x80"})
@example({"From": "x@[", "To": "@"})
@pytest.mark.parametrize("kind", list(Kind))
def test_an_answer_has_the_headers_that_it_should(kind: Kind, headers: dict[str, str]) -> None:
    original = Message()
    for name, value in headers.items():
        original[name] = " ".join(value.split())
    names = head_names(written(kind, original, "Yes"))
    assert "bcc" not in names
    assert [names.count(name) for name in ("from", "to", "subject", "date")] == [1, 1, 1, 1]


@given(st.binary(max_size=300))
def test_any_bytes_have_a_text(raw: bytes) -> None:
    assert isinstance(text_of(message_from_bytes(raw)), str)


@given(st.lists(st.tuples(st.sampled_from(["Subject", "From"]), LINES), max_size=5))
def test_headers_from_gmail_never_begin_another(headers: list[tuple[str, str]]) -> None:
    listed = [{"name": name, "value": value} for name, value in headers]
    raw = _head({"payload": {"headers": listed}})
    assert raw.count(b"\r\n") == len(headers) + 1
    assert b"\n" not in raw.replace(b"\r\n", b"")


@given(st.integers(400, 599), st.binary(max_size=400), st.sampled_from(list(Phase)))
def test_every_answer_of_a_server_is_an_error_on_one_short_line(
    code: int, text: bytes, phase: Phase
) -> None:
    error = error_of(answer_of(code, text), phase)
    assert isinstance(error, TransportError)
    assert str(error).isprintable()
    assert len(str(error)) < 450

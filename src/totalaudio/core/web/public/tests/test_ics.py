import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.web.public.ics import Appointment, Method, calendar
from totalaudio.core.web.public.slots import LONDON

STAMP = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
CALL = Appointment(
    uid="0192@platform.example",
    starts_at=datetime(2027, 6, 7, 10, 30, tzinfo=LONDON),
    length=timedelta(minutes=30),
    summary="Demo call",
    description="Cancel; or move, it:\nhttps://platform.example/\\x",
    organiser="hello@platform.example",
    url="https://platform.example/demo-call/key/",
    place="https://meet.example/room",
)


def test_the_file_says_all_that_a_calendar_needs() -> None:
    assert calendar(CALL, stamp=STAMP).decode() == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Total Audio Platform//Demo calls//EN\r\n"
        "METHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:0192@platform.example\r\nDTSTAMP:20261123T040000Z\r\n"
        "DTSTART:20270607T093000Z\r\nDTEND:20270607T100000Z\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\n"
        "ORGANIZER:mailto:hello@platform.example\r\nSUMMARY:Demo call\r\n"
        "DESCRIPTION:Cancel\\; or move\\, it:\\nhttps://platform.example/\\\\x\r\n"
        "LOCATION:https://meet.example/room\r\nURL:https://platform.example/demo-call/key/\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_taking_back_names_the_same_appointment_with_a_higher_number() -> None:
    made, off = (unfolded(calendar(CALL, stamp=STAMP, method=m)) for m in Method)
    changed = sorted(set(off) - set(made))
    assert changed == ["METHOD:CANCEL", "SEQUENCE:1", "STATUS:CANCELLED"]
    assert "UID:0192@platform.example" in off


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_comes_back_whole_and_breaks_no_line(text: str) -> None:
    body = calendar(Appointment(**{**_fields(CALL), "summary": text}), stamp=STAMP)  # type: ignore[arg-type]  # the fields of an Appointment
    assert body.endswith(b"\r\n")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut
    [summary] = [line for line in unfolded(body) if line.startswith("SUMMARY:")]
    expected = re.sub(
        r"[\x00-\x09\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n")
    )
    assert read_text(summary.removeprefix("SUMMARY:")) == expected


def unfolded(body: bytes) -> list[str]:
    return body.decode().replace("\r\n ", "").split("\r\n")[:-1]


def read_text(value: str) -> str:
    """Undo the escapes of TEXT, as RFC 5545, 3.3.11 tells readers."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def _fields(appointment: Appointment) -> dict[str, object]:
    return {name: getattr(appointment, name) for name in Appointment.__dataclass_fields__}

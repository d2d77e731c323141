"""Whatever bytes come, they are read or refused in words; nothing else comes out, and what is read can be stored."""

import gzip
import io
import json
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from totalaudio.core.metrics.ingest.bodies import read_body
from totalaudio.core.metrics.ingest.decoding import Batch, open_envelope, read_events
from totalaudio.core.metrics.ingest.refusals import RequestRefusedError
from totalaudio.core.metrics.ingest.tests.making import event

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=20,
)
FIELDS = st.sampled_from(
    ["id", "event_name", "event_category", "session_id", "properties", "duration_ms", "status",
     "error_message", "referrer", "user_id", "unknown"]
)  # fmt: skip


# A machine that does much else takes long to make values up.
at_any_speed = settings(suppress_health_check=[HealthCheck.too_slow])


class Gone(io.RawIOBase):
    """A sender that went away."""

    def read(self, size: int = -1, /) -> bytes:
        raise ConnectionResetError


def read(body: bytes, encoding: str = "") -> Batch:
    text = read_body(io.BytesIO(body), kind="application/json", encoding=encoding)
    return read_events(open_envelope(text).events, now_ms=int(time.time() * 1000))


@at_any_speed
@given(st.binary(), st.sampled_from(["", "gzip"]))
def test_any_bytes_are_read_or_refused(body: bytes, encoding: str) -> None:
    with suppress(RequestRefusedError):
        read(body, encoding)


@at_any_speed
@given(st.lists(JSON, max_size=5))
def test_any_json_is_a_list_of_refusals_with_words(values: list[object]) -> None:
    batch = read(json.dumps(values, ensure_ascii=False).encode("utf-8"))
    assert [one.index for one in batch.refused] == list(range(len(values)))
    assert all(one.reason for one in batch.refused)


@at_any_speed
@given(st.dictionaries(FIELDS, JSON, max_size=4))
def test_an_event_with_any_values_is_stored_whole_or_refused(values: dict[str, object]) -> None:
    batch = read(gzip.compress(json.dumps([{**event(), **values}]).encode()), "gzip")
    assert len(batch.events) + len(batch.refused) == 1
    for one in batch.events:
        texts = (one.name, one.category, one.session, one.error, one.referrer, one.properties)
        assert not any("\0" in text for text in texts)
        assert "\n" not in one.properties
        assert json.loads(one.properties) == values.get("properties", {})


def test_a_sender_that_goes_away_is_refused_like_others() -> None:
    with pytest.raises(RequestRefusedError, match="Cut off"):
        read_body(Gone(), kind="", encoding="")

"""The description is read strictly, signed whole, and names follow one rule."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.backups import metadata, naming
from totalaudio_ops.backups.damage import Damaged
from totalaudio_ops.backups.naming import ArchiveName
from totalaudio_ops.problems import Problem

from .making_archives import described


def test_what_was_written_is_read() -> None:
    assert metadata.read(metadata.write(described())) == described()


def changed(**changes: object) -> bytes:
    found = msgspec.json.decode(metadata.write(described()))
    return msgspec.json.encode(found | changes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "metadata.json cannot be read: Input data was truncated."),
        (b"{}", "metadata.json cannot be read: Object missing required field `format`."),
        (b"[" * 100_000, "metadata.json cannot be read: "),
        (b"\xff\xfe", "metadata.json cannot be read: "),
        (changed(more=1), "metadata.json cannot be read: Object contains unknown field `more`."),
        (changed(time="2026-11-23T02:00:05"), "metadata.json cannot be read: "),
        (
            changed(format="1"),
            "metadata.json cannot be read: Expected `int`, got `str` - at `$.format`.",
        ),
        (
            changed(format=2),
            "metadata.json has the format 2, and this release reads 1: use the release that made the archive.",
        ),
        (changed(trigger="somebody"), "metadata.json cannot be read: "),
        (changed(id="of nobody"), "metadata.json cannot be read: Invalid UUID - at `$.id`."),
        (
            changed(git_revision="4567abcd"),
            "metadata.json is not what was written: its own checksum differs.",
        ),
        (
            changed(files={}),
            "metadata.json names other files than roles.sql, schema.sql, data.sql, constraints.sql.",
        ),
        (
            changed(files={"../data.sql": {"sha256": "0" * 64, "bytes": 1}}),
            "metadata.json names other files than roles.sql, schema.sql, data.sql, constraints.sql.",
        ),
    ],
)
def test_whatever_else_is_refused_in_words(text: bytes, said: str) -> None:
    with pytest.raises(Damaged) as raised:
        metadata.read(text)
    assert raised.value.problems[0].startswith(said)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(text: bytes) -> None:
    with pytest.raises(Damaged):
        metadata.read(text)


def test_a_signature_holds_for_the_key_and_for_all_that_is_said() -> None:
    signed = metadata.signed(described(), "a key of ours")
    assert metadata.is_signed_by(signed, "a key of ours")
    assert not metadata.is_signed_by(signed, "another")
    assert not metadata.is_signed_by(described(), "a key of ours")
    others: tuple[dict[str, object], ...]
    others = ({"name": "weekly"}, {"catalogue": {}}, {"files": {}}, {"tables": {}})
    for changes in others:
        assert not metadata.is_signed_by(
            msgspec.structs.replace(signed, **changes), "a key of ours"
        )


def test_the_digest_does_not_hang_on_the_layout() -> None:
    laid_out = msgspec.json.format(metadata.write(described()), indent=8)
    assert metadata.digest(metadata.read(laid_out)) == metadata.digest(described())


@given(
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,39}", fullmatch=True),
    st.integers(0, 30_000_000_000),
    st.booleans(),
)
def test_a_name_says_what_it_was_made_of(name: str, at: int, is_encrypted: bool) -> None:
    made = ArchiveName(naming.checked(name), datetime.fromtimestamp(at, UTC), is_encrypted)
    assert naming.parsed(str(made)) == made


@pytest.mark.parametrize(
    "name", ["", "Upper", "with space", "a/b", "../a", "-a", "a" * 41, "a.b", "é", "a\n"]
)
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(Problem, match="cannot name a backup"):
        naming.checked(name)


@pytest.mark.parametrize(
    "name",
    ["daily.tar.gz", "daily-20261323T020005Z.tar.gz", "daily-20261123T020005Z.tar", ".daily.part"],
)
def test_other_files_are_no_archives(name: str) -> None:
    assert naming.parsed(name) is None

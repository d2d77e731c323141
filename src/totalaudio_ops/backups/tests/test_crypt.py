"""Archives are encrypted to age keys; without the right one they say so."""

import io
from pathlib import Path

import pyrage
import pytest

from totalaudio_ops.backups import crypt
from totalaudio_ops.backups.damage import Damaged
from totalaudio_ops.problems import Problem

TEXT = bytes(range(256)) * 2_000


def encrypted(*identities: pyrage.x25519.Identity) -> bytes:
    out = io.BytesIO()
    recipients = crypt.recipients_of(",".join(str(one.to_public()) for one in identities))
    with crypt.encrypting(out, recipients) as plain:
        plain.write(TEXT)
    return out.getvalue()


def decrypted(data: bytes, tmp_path: Path, *identities: pyrage.x25519.Identity) -> bytes:
    (tmp_path / "encrypted").write_bytes(data)
    crypt.decrypt(tmp_path / "encrypted", tmp_path / "plain", list(identities))
    return (tmp_path / "plain").read_bytes()


@pytest.fixture
def ours() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


def test_each_of_several_recipients_can_read(ours: pyrage.x25519.Identity, tmp_path: Path) -> None:
    spare = pyrage.x25519.Identity.generate()
    data = encrypted(ours, spare)
    assert TEXT[:100] not in data
    assert decrypted(data, tmp_path, spare) == decrypted(data, tmp_path, ours) == TEXT


def test_without_recipients_nothing_is_encrypted() -> None:
    out = io.BytesIO()
    with crypt.encrypting(out, []) as plain:
        plain.write(TEXT)
    assert out.getvalue() == TEXT


def test_the_wrong_key_and_no_key_are_said(ours: pyrage.x25519.Identity, tmp_path: Path) -> None:
    data = encrypted(ours)
    with pytest.raises(
        Damaged, match="encrypted for other keys than those in BACKUP_IDENTITY_FILE"
    ):
        decrypted(data, tmp_path, pyrage.x25519.Identity.generate())
    with pytest.raises(Damaged, match="there is no key here: set BACKUP_IDENTITY_FILE"):
        decrypted(data, tmp_path)


@pytest.mark.parametrize("at", [0, 30, 120, 5_000, -1])
def test_a_changed_byte_is_found(ours: pyrage.x25519.Identity, tmp_path: Path, at: int) -> None:
    data = bytearray(encrypted(ours))
    data[at] ^= 1
    with pytest.raises(Damaged):
        decrypted(bytes(data), tmp_path, ours)


def test_a_cut_is_found(ours: pyrage.x25519.Identity, tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        decrypted(encrypted(ours)[:-20], tmp_path, ours)


def test_a_target_that_fails_is_not_waited_for(ours: pyrage.x25519.Identity) -> None:
    class Full(io.BytesIO):
        def write(self, _: object, /) -> int:
            raise OSError(28, "No space left on device")

    def fill() -> None:
        with crypt.encrypting(Full(), [ours.to_public()]) as plain:
            for _ in range(100):
                plain.write(TEXT)

    with pytest.raises(OSError, match="No space left"):
        fill()


def test_what_fails_while_it_is_written_is_raised(ours: pyrage.x25519.Identity) -> None:
    def fail() -> None:
        with crypt.encrypting(io.BytesIO(), [ours.to_public()]) as plain:
            plain.write(b"x")
            raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        fail()


def test_keys_are_read_as_age_keygen_writes_them(
    ours: pyrage.x25519.Identity, tmp_path: Path
) -> None:
    file = tmp_path / "key.txt"
    file.write_text(f"# created: 2026-11-23\n# public key: {ours.to_public()}\n{ours}\n")
    assert [str(one) for one in crypt.identities_of(file)] == [str(ours)]
    assert crypt.identities_of(None) == []
    file.write_text("not a key")
    for wrong in (file, tmp_path / "absent"):
        with pytest.raises(Problem, match="holds no age keys"):
            crypt.identities_of(wrong)
    with pytest.raises(Problem, match="BACKUP_RECIPIENTS is not a list of age keys"):
        crypt.recipients_of("age1nothing")

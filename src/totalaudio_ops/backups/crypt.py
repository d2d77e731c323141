"""Encryption to age recipients (X25519), streamed: no more than a piece of it is in memory."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyrage

from totalaudio_ops.backups.damage import Damaged, Locked
from totalaudio_ops.backups.hashing import Sink
from totalaudio_ops.problems import Problem

MAGIC: Final = b"age-encryption.org/v1\n"


def recipients_of(text: str) -> list[pyrage.x25519.Recipient]:
    """The public keys that are written with commas between; raises Problem for one that is none."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    try:
        return [pyrage.x25519.Recipient.from_str(word) for word in words]
    except pyrage.RecipientError:
        raise Problem(
            "BACKUP_RECIPIENTS is not a list of age keys with commas between: "
            "each begins with age1, as age-keygen prints it."
        ) from None


def identities_of(file: Path | None) -> list[pyrage.x25519.Identity]:
    """The private keys in a file as age-keygen writes it; none when no file is named."""
    if file is None:
        return []
    try:
        lines = [line.strip() for line in file.read_text("utf-8").splitlines()]
        keys = [line for line in lines if line and not line.startswith("#")]
        return [pyrage.x25519.Identity.from_str(key) for key in keys]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        raise Problem(
            f"BACKUP_IDENTITY_FILE names {file}, which holds no age keys: "
            "name the file that age-keygen wrote."
        ) from None


@contextmanager
def encrypting(target: Sink, recipients: list[pyrage.x25519.Recipient]) -> Iterator[Sink]:
    """Yields a file: what is written to it arrives in `target`, encrypted when there are recipients."""
    if not recipients:
        yield target
        return
    receiving, sending = os.pipe()
    encryption = _Encryption(receiving, target, recipients)
    encryption.start()
    try:
        with os.fdopen(sending, "wb") as plain:
            yield plain
    except BrokenPipeError:
        if encryption.failure is None:
            raise
    finally:
        encryption.join()
    if encryption.failure is not None:
        raise encryption.failure


class _Encryption(threading.Thread):
    """Encrypts what comes out of a pipe; `failure` is what the target said, or the encryption."""

    def __init__(
        self, receiving: int, target: Sink, recipients: list[pyrage.x25519.Recipient]
    ) -> None:
        super().__init__(daemon=True)
        self._receiving, self._target, self._recipients = receiving, target, recipients
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Until the pipe is closed, or the target takes no more."""
        with os.fdopen(self._receiving, "rb") as plain:
            try:
                pyrage.encrypt_io(plain, self, self._recipients)
            except BaseException as error:
                self.failure = self.failure or error

    def write(self, piece: bytes) -> int:
        """Hands a piece to the target, and keeps its complaint, of which the encryption keeps only the text."""
        try:
            return self._target.write(piece)
        except BaseException as error:
            self.failure = error
            raise

    def flush(self) -> None:
        """The target is flushed by whoever opened it."""


def decrypt(source: Path, target: Path, identities: list[pyrage.x25519.Identity]) -> None:
    """Decrypt a file; raises Damaged when these keys do not open it or it was changed."""
    if not identities:
        raise Locked(
            "the archive is encrypted and there is no key here: set BACKUP_IDENTITY_FILE to the file with it."
        )
    try:
        with source.open("rb") as encrypted, target.open("wb") as plain:
            pyrage.decrypt_io(encrypted, plain, identities)
    except (pyrage.DecryptError, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        said = str(error).rstrip(".")
        if "matching keys" in said.lower():
            raise Locked(
                "the archive is encrypted for other keys than those in BACKUP_IDENTITY_FILE."
            ) from None
        raise Damaged(f"the archive cannot be decrypted: {said}.") from None


def is_encrypted(file: Path) -> bool:
    """Whether a file begins as age does."""
    with file.open("rb") as opened:
        return opened.read(len(MAGIC)) == MAGIC

"""Encrypted archives: whole with their key, and damage, another's key or none is said in a sentence."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyrage
import pytest

from tests.backups.archives import flipped
from tests.backups.conftest import PRODUCT
from tests.support.database import Urls
from totalaudio_ops.backups.folder_store import FolderStore
from totalaudio_ops.backups.making import Order, create
from totalaudio_ops.backups.opening import Keys
from totalaudio_ops.backups.s3_store import S3Settings
from totalaudio_ops.backups.stores import locate
from totalaudio_ops.backups.verifying import Verified, verify

OURS, OTHERS = (pyrage.x25519.Identity.generate() for _ in range(2))
# Header lines, the mark of the key, the pieces of the text: each is sealed.
DAMAGES: Final[dict[str, Callable[[bytes], bytes]]] = {
    "its version": lambda sealed: flipped(sealed, 20),
    "who can open it": lambda sealed: flipped(sealed, 40),
    "the sealed key": lambda sealed: flipped(sealed, sealed.index(b"\n---") - 5),
    "the header's seal": lambda sealed: flipped(sealed, sealed.index(b"\n--- ") + 10),
    "the first piece": lambda sealed: flipped(sealed, sealed.index(b"\n--- ") + 100),
    "the middle": lambda sealed: flipped(sealed, len(sealed) // 2),
    "the last byte": lambda sealed: flipped(sealed, -1),
    "cut": lambda sealed: sealed[: len(sealed) // 2],
    "its last byte gone": lambda sealed: sealed[:-1],
    "only a header": lambda sealed: sealed[: sealed.index(b"\n--- ") + 48],
    "something behind it": lambda sealed: sealed + b"more",
    "its pieces swapped": lambda sealed: sealed[:-65_552] + sealed[-65_552:][::-1],
}


@pytest.fixture(scope="module")
def sealed(source: Urls, tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = FolderStore(tmp_path_factory.mktemp("sealed"))
    order = Order(store, "proof", recipients=(OURS.to_public(), OTHERS.to_public()))
    return Path(create(source.system, order).archive)


def checked(archive: Path, *identities: pyrage.x25519.Identity) -> Verified:
    return verify(locate(str(archive), S3Settings()), Keys(identities), PRODUCT, None)


def test_either_of_two_keys_opens_it(sealed: Path) -> None:
    assert b"COPY" not in sealed.read_bytes()
    assert checked(sealed, OTHERS).problems == ()


def test_another_s_key_does_not(sealed: Path) -> None:
    [said] = checked(sealed, pyrage.x25519.Identity.generate()).problems
    assert said == "The archive is encrypted for other keys than those in BACKUP_IDENTITY_FILE."


def test_without_a_key_it_says_what_to_set(sealed: Path) -> None:
    [said] = checked(sealed).problems
    assert said.startswith("The archive is encrypted and there is no key here: set BACKUP_IDENTITY")


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_it_is_caught(damage: str, sealed: Path, tmp_path: Path) -> None:
    damaged = tmp_path / sealed.name
    damaged.write_bytes(DAMAGES[damage](sealed.read_bytes()))
    [said] = checked(damaged, OURS).problems
    assert re.search(
        "cannot be decrypted|cut off|cannot be unpacked|encrypted for other keys", said
    )

"""Pre-releases: entered with a tag, ended by the release after `exit`; `.changeset/pre.json` remembers between."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.changesets import FOLDER
from totalaudio_ops.releases.values import Package, Pre

FILE: Final = f"{FOLDER}/pre.json"
# The tags that versions of Python know too: core's version is also the one of its package.
TAGS: Final = ("alpha", "beta", "rc")


def read_pre(root: Path) -> Pre | None:
    """The pre-release that goes on, if one does; raises Problem that names the fault."""
    try:
        found = msgspec.json.decode((root / FILE).read_bytes(), type=Pre)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problem(f"{FILE} cannot be read: {error.strerror}.") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problem(f"{FILE} is not as it should be: {error}.") from None
    _check(found.tag)
    return found


def entered(pre: Pre | None, tag: str, packages: Sequence[Package]) -> Pre:
    """The pre-release that begins; raises Problem while another goes on."""
    _check(tag)
    if pre is not None and pre.mode == "pre":
        raise Problem(
            f"pre-release {pre.tag} goes on already: end it with ./totalaudio changeset pre exit."
        )
    for package in packages:
        if package.version.tag not in ("", tag):
            said = f"{package.name} still stands on {package.version}"
            raise Problem(f"{said}: run ./totalaudio release version, then enter {tag}.")
    first = {package.name: str(package.version) for package in packages}
    return Pre("pre", tag, first, pre.changesets if pre else ())


def exited(pre: Pre | None) -> Pre:
    """The pre-release that the next release ends; raises Problem where none goes on."""
    if pre is None:
        raise Problem("no pre-release goes on: begin one with ./totalaudio changeset pre enter rc.")
    return Pre("exit", pre.tag, pre.initial_versions, pre.changesets)


def written(pre: Pre) -> bytes:
    """The text of the file, as @changesets/cli writes it."""
    return msgspec.json.format(msgspec.json.encode(pre), indent=2) + b"\n"


def _check(tag: str) -> None:
    if tag not in TAGS:
        raise Problem(f"{tag[:40]!r} is no tag of a pre-release: choose {', '.join(TAGS)}.")

"""The part of `.changeset/config.json` that concerns us: groups, what is ignored, and where commits can be seen."""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, Literal

import msgspec

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.changesets import FOLDER
from totalaudio_ops.releases.values import Rules
from totalaudio_ops.releases.versions import Bump

FILE: Final = f"{FOLDER}/config.json"
_PATTERN: Final = re.compile(r"[A-Za-z0-9@/._*-]+")
_REPOSITORY: Final = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")


class _Changelog(msgspec.Struct, frozen=True):
    repo: str = ""


class _Written(msgspec.Struct, frozen=True, rename="camel"):
    """Other keys are for @changesets/cli and change nothing here."""

    fixed: tuple[tuple[str, ...], ...] = ()
    linked: tuple[tuple[str, ...], ...] = ()
    ignore: tuple[str, ...] = ()
    update_internal_dependencies: Literal["patch", "minor"] = "patch"
    changelog: str | bool | tuple[str, _Changelog | None] = ""


class Config(msgspec.Struct, frozen=True):
    """How packages are bound together, and the GitHub repository (`owner/name`) that changelogs link to."""

    rules: Rules = Rules()
    repository: str = ""


def read_config(root: Path, names: Sequence[str]) -> Config:
    """The configuration of a checkout, or the defaults where there is none; raises Problem that names the fault."""
    try:
        text = (root / FILE).read_bytes()
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise Problem(f"{FILE} cannot be read: {error.strerror}.") from None
    try:
        found = msgspec.json.decode(text, type=_Written)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problem(f"{FILE} is not as it should be: {error}.") from None
    return Config(_rules(found, names), _repository(found))


def _rules(found: _Written, names: Sequence[str]) -> Rules:
    rules = Rules(
        tuple(_group("fixed", group, names) for group in found.fixed),
        tuple(_group("linked", group, names) for group in found.linked),
        frozenset(_group("ignore", found.ignore, names)),
        Bump.MINOR if found.update_internal_dependencies == "minor" else Bump.PATCH,
    )
    seen: set[str] = set()
    for name in (name for group in (*rules.fixed, *rules.linked) for name in group):
        if name in seen:
            raise Problem(f"{FILE} has {name} in two groups: keep it in one.")
        seen.add(name)
    return rules


def _group(key: str, patterns: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    for pattern in patterns:
        if not _PATTERN.fullmatch(pattern):
            raise Problem(
                f"{FILE}: {pattern[:100]!r} in {key!r} is no name; only * stands for more."
            )
        if not any(fnmatchcase(name, pattern) for name in names):
            known = ", ".join(names)
            raise Problem(f"{FILE}: {pattern!r} in {key!r} is no package: there are {known}.")
    return tuple(name for name in names if any(fnmatchcase(name, one) for one in patterns))


def _repository(found: _Written) -> str:
    """It stands where the changelogs of others look for it too: ["...", {"repo": "owner/name"}]."""
    told = found.changelog[1] if isinstance(found.changelog, tuple) else None
    if told is None or not told.repo:
        return ""
    if not _REPOSITORY.fullmatch(told.repo):
        raise Problem(f"{FILE}: {told.repo[:100]!r} is no repository: write owner/name.")
    return told.repo

"""Changeset files: `.changeset/<words>.md` with the bumps in front and the words of the changelog after them."""

import random
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.naming import words
from totalaudio_ops.releases.values import Changeset
from totalaudio_ops.releases.versions import Bump
from totalaudio_ops.strict_yaml import Document, read_documents

FOLDER: Final = ".changeset"
# The reader of the front takes time that grows with its square; a summary may be longer than that.
LARGEST: Final = 256_000
_FENCE: Final = "---"
# What ECMAScript counts as white space, so that what others read is read here.
_WHITE: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_FORM: Final = 'begin it with a line ---, then lines such as "tracker": minor, then a line ---'


def read_changesets(root: Path) -> list[Changeset]:
    """The changesets of a checkout, by the names of their files; raises Problem with file and line."""
    return [read_changeset(file) for file in changeset_files(root)]


def changeset_files(root: Path) -> list[Path]:
    """Their files; there are none where there is no folder."""
    return sorted(
        (file for file in (root / FOLDER).glob("*.md") if is_changeset(file.name)),
        key=lambda file: file.name.encode(),
    )


def is_changeset(name: str) -> bool:
    """Whether a file of the folder is one."""
    return name.endswith(".md") and not name.startswith(".") and name.lower() != "readme.md"


def read_changeset(file: Path) -> Changeset:
    """One file; raises Problem with file and line."""
    name = f"{file.parent.name}/{file.name}"
    try:
        there = file.lstat()
        if not stat.S_ISREG(there.st_mode):
            raise Problem(f"{name} is no file of its own: write the changeset there, or remove it.")
        if there.st_size > LARGEST:
            raise Problem(f"{name} is larger than {LARGEST:,} bytes: shorten its text.")
        text = file.read_bytes().decode()
    except OSError as error:
        raise Problem(f"{name} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Problem(f"{name} is not UTF-8: save it so.") from None
    return parse(name, file.name.removesuffix(".md"), text)


def parse(name: str, id: str, text: str) -> Changeset:  # noqa: A002 - what changesets call it
    """What a text says; raises Problem with the name of its file and the line."""
    if not text.strip(_WHITE):
        raise Problem(f"{name} is empty: {_FORM}.")
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if _FENCE in line), len(lines))
    fences = (n for n in range(start + 1, len(lines)) if lines[n].strip(_WHITE) == _FENCE)
    end = next(fences, None)
    if end is None or lines[start].strip(_WHITE) != _FENCE:
        raise Problem(f"{name} has no front: {_FORM}.")
    last = max((n for n in range(start, end) if lines[n].strip(_WHITE)), default=start)
    front = "\n".join(lines[start + 1 : last + 1])
    releases = _releases(name, "\n" * (start + 1) + front)
    return Changeset(id, releases, "\n".join(lines[end + 1 :]).strip(_WHITE))


def _releases(name: str, front: str) -> dict[str, Bump]:
    documents, faults = read_documents(name, front)
    if faults:
        raise Problem(f"{name}, line {faults[0].line}: {faults[0].said}")
    if not documents:
        return {}
    if len(documents) > 1 or not isinstance(documents[0].value, dict):
        raise Problem(f"{name} does not say which packages move: {_FORM}.")
    return dict(_items(name, documents[0], documents[0].value))


def _items(
    name: str, document: Document, value: Mapping[str, object]
) -> Iterator[tuple[str, Bump]]:
    for package, word in value.items():
        line = document.lines[package,]
        if not package.strip(_WHITE):
            raise Problem(f"{name}, line {line}: the name of the package is missing.")
        bump = Bump.of(word)
        if bump is None:
            said = f"{name}, line {line}: {str(word)[:40]!r} is no bump of {package[:100]}"
            raise Problem(f"{said}: write major, minor, patch or none.")
        yield package, bump


def written(releases: dict[str, Bump], summary: str) -> str:
    """The text of a changeset, as @changesets/cli writes it."""
    front = "".join(f'"{name}": {bump.word}\n' for name, bump in releases.items())
    said = summary.strip(_WHITE)
    return f"---\n{front}---\n" + (f"\n{said}\n" if said else "")


def write_changeset(root: Path, releases: dict[str, Bump], summary: str) -> Path:
    """A new file with a name that no other has; two who write at once never get the same."""
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    draw = random.SystemRandom()
    while True:
        file = folder / f"{words(draw)}.md"
        try:
            with file.open("x", encoding="utf-8", newline="\n") as new:
                new.write(written(releases, summary))
        except FileExistsError:
            continue
        return file

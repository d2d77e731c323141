"""@changesets/cli 2 beside ours: workspaces of npm, made for both, and what it does with them."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from tests.support.node import NODE

from totalaudio_ops.releases.tests.npm_ranges import read_range
from totalaudio_ops.releases.values import Package
from totalaudio_ops.releases.versions import read_version

NAMES = tuple(f"pkg-{letter}" for letter in "abcde")
BUMPS = ("major", "minor", "patch")


class RefusedError(Exception):
    """It does not do that."""


class Oracle:
    """One process of node that answers for many workspaces."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def ask(self, do: str, **said: str) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do, **said}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "refused" in answer:
            raise RefusedError(answer["refused"])
        return answer["found"]


@contextmanager
def running_oracle() -> Iterator[Oracle]:
    process = subprocess.Popen(
        ["node", NODE / "releases.js"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        try:
            yield Oracle(process)
        finally:
            process.kill()


class Workspace:
    """A folder with packages of npm, as both sides read it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changeset = root / ".changeset"
        self.changeset.mkdir(parents=True)
        self._json(
            root / "package.json", {"name": "root", "private": True, "workspaces": ["packages/*"]}
        )

    def configure(self, **config: object) -> None:
        form = {"changelog": "@changesets/cli/changelog", "prettier": False}
        self._json(self.changeset / "config.json", form | config)

    def add_package(self, name: str, version: str, depends: dict[str, str]) -> None:
        folder = self.root / "packages" / name
        folder.mkdir(parents=True)
        said = {"name": name, "version": version, "private": True, "dependencies": depends}
        self._json(folder / "package.json", said)

    def add_changeset(self, name: str, text: str) -> None:
        (self.changeset / f"{name}.md").write_text(text)

    def packages(self) -> list[Package]:
        files = sorted(self.root.glob("packages/*/package.json"))
        return [_package(json.loads(file.read_text())) for file in files]

    def changelog(self, name: str) -> str:
        file = self.root / "packages" / name / "CHANGELOG.md"
        return file.read_text() if file.exists() else ""

    def _json(self, file: Path, said: object) -> None:
        file.write_text(json.dumps(said, indent=2) + "\n")


def _package(said: dict[str, Any]) -> Package:
    name = said["name"]
    depends = {one: read_range(text) for one, text in said["dependencies"].items()}
    return Package(name, read_version(said["version"], name), depends)


def changeset_texts(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Changesets with summaries of one and of several paragraphs; some without any release."""
    lines = st.lists(st.sampled_from(["One thing.", "", "Another", "- a list"]), max_size=4)
    summaries = st.builds(
        lambda first, rest: "\n".join([first, *rest]).strip(),
        st.sampled_from(["Faster", "Mended"]),
        lines,
    )
    releases = st.dictionaries(
        st.sampled_from(names), st.sampled_from((*BUMPS, "patch", "none")), max_size=3
    )
    return st.builds(_text, releases, summaries)


def _text(releases: dict[str, str], summary: str) -> str:
    front = "".join(f'"{name}": {bump}\n' for name, bump in releases.items())
    return f"---\n{front}---\n\n{summary}\n"


@st.composite
def layouts(draw: st.DrawFn) -> dict[str, tuple[str, dict[str, str]]]:
    """Versions and dependencies; each range holds the version that is there, as in a sound workspace."""
    count = draw(st.integers(2, len(NAMES)))
    numbers = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
    versions = {name: draw(numbers) for name in NAMES[:count]}
    return {
        name: (_dotted(versions[name]), draw(_depends(place, versions)))
        for place, name in enumerate(versions)
    }


def _depends(
    place: int, versions: dict[str, tuple[int, int, int]]
) -> st.SearchStrategy[dict[str, str]]:
    earlier = NAMES[:place]
    return st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(_ranges(*versions[name])) for name in earlier}
    )


def _ranges(major: int, minor: int, patch: int) -> tuple[str, ...]:
    now = _dotted((major, minor, patch))
    earlier = _dotted((major, minor, 0)) if major or minor else now
    return (
        *("workspace:*", "workspace:*", "workspace:^", "workspace:~"),
        *(now, f"^{now}", f"~{now}", f"^{earlier}", f"~{earlier}"),
    )


def _dotted(numbers: tuple[int, int, int]) -> str:
    return ".".join(map(str, numbers))

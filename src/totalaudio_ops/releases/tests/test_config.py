"""What `.changeset/config.json` says to us, and what it gets wrong."""

import json
from pathlib import Path

import pytest

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.config import Config, read_config
from totalaudio_ops.releases.tests.making import NAMES, checkout
from totalaudio_ops.releases.values import Rules
from totalaudio_ops.releases.versions import Bump


def read(root: Path, **said: object) -> Config:
    (root / ".changeset").mkdir(exist_ok=True)
    (root / ".changeset/config.json").write_text(json.dumps(said))
    return read_config(root, NAMES)


def test_without_a_file_packages_are_not_bound(tmp_path: Path) -> None:
    assert read_config(checkout(tmp_path), NAMES) == Config()


def test_groups_patterns_and_the_repository_are_read_and_other_keys_left_alone(
    tmp_path: Path,
) -> None:
    found = read(
        tmp_path,
        fixed=[["*tor", "core"]],
        linked=[["tracker", "audio-*"]],
        ignore=["worker"],
        updateInternalDependencies="minor",
        changelog=["@changesets/changelog-github", {"repo": "example/platform"}],
        access="restricted",
        commit=False,
    )
    assert found == Config(
        Rules(
            (("core", "pitch-generator"),),
            (("audio-intel", "tracker"),),
            frozenset({"worker"}),
            Bump.MINOR,
        ),
        "example/platform",
    )
    assert read(tmp_path, changelog=False).repository == ""


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        (
            {"ignore": ["trakcer"]},
            "'trakcer' in 'ignore' is no package: there are core, audio-intel",
        ),
        ({"fixed": [["{a,b}"]]}, "'{a,b}' in 'fixed' is no name"),
        ({"fixed": ["core"]}, "is not as it should be: Expected `array`"),
        ({"fixed": [["core"]], "linked": [["co*"]]}, "has core in two groups"),
        ({"updateInternalDependencies": "major"}, "Invalid enum value 'major'"),
        ({"changelog": ["x", {"repo": "../evil"}]}, "'../evil' is no repository: write owner/name"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, said: dict[str, object], refused: str) -> None:
    with pytest.raises(Problem) as problem:
        read(tmp_path, **said)
    assert str(problem.value).startswith(".changeset/config.json")
    assert refused in str(problem.value)


def test_what_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / ".changeset").mkdir()
    (tmp_path / ".changeset/config.json").write_text("{")
    with pytest.raises(Problem, match=r"config\.json is not as it should be"):
        read_config(tmp_path, NAMES)

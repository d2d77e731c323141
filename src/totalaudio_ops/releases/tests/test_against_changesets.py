"""The same plans, versions and changelogs as @changesets/cli 2, on workspaces that are made up.

Where it differs from ours on purpose stands in `comparing`.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.node import is_here

from totalaudio_ops.releases.changesets import written
from totalaudio_ops.releases.tests.comparing import (
    add_changesets,
    compare_plans,
    laid_out,
    read_by_them,
    read_by_us,
    take_step,
)
from totalaudio_ops.releases.tests.oracle import (
    NAMES,
    Oracle,
    Workspace,
    running_oracle,
)
from totalaudio_ops.releases.versions import Bump

pytestmark = [
    pytest.mark.skipif(not is_here(), reason="needs the programs of tests/node"),
    pytest.mark.timeout(900),
]


@pytest.fixture(scope="session")
def oracle() -> Iterator[Oracle]:
    with running_oracle() as found:
        yield found


@pytest.fixture
def examples(proofs: bool) -> int:
    return 1_000 if proofs else 20


def _try(examples: int, test: Callable[[st.DataObject, Workspace], None]) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(st.data())
    def run(data: st.DataObject) -> None:
        folder = Path(tempfile.mkdtemp())
        try:
            test(data, Workspace(folder / "w"))
        finally:
            shutil.rmtree(folder)

    run()


def test_plans_of_workspaces_with_groups_and_ignored_packages(
    oracle: Oracle, examples: int
) -> None:
    def compare(data: st.DataObject, workspace: Workspace) -> None:
        names = laid_out(data, workspace, can_ignore=True)
        add_changesets(data, workspace, names)
        compare_plans(oracle, workspace)

    _try(examples, compare)


def test_versions_one_after_the_other_through_pre_releases_and_out_of_them(
    oracle: Oracle, examples: int
) -> None:
    def compare(data: st.DataObject, workspace: Workspace) -> None:
        names = laid_out(data, workspace, can_ignore=False)
        for step in data.draw(st.lists(st.sampled_from(["version", "enter", "exit"]), max_size=6)):
            add_changesets(data, workspace, names)
            take_step(oracle, workspace, step, data)

    _try(examples, compare)


def test_texts_are_read_alike(oracle: Oracle, examples: int) -> None:
    pieces = st.sampled_from(
        [
            "---",
            "----",
            "\n",
            "\r\n",
            " ",
            "\ufeff",
            "\u00a0",
            '"a": patch',
            "b: none",
            "c: x",
            "text",
            ": ",
            "#",
            "'a': major",
        ]
    )

    @settings(max_examples=examples * 10, deadline=None)
    @given(st.lists(pieces, max_size=14).map("".join))
    def compare(text: str) -> None:
        ours, theirs = read_by_us(text), read_by_them(oracle, text)
        first = next((line for line in text.split("\n") if "---" in line), "")
        if first.strip("\ufeff\u00a0 \r") == "---":
            assert ours == theirs
        else:  # with more than a fence on its line, ours refuses what theirs may take for YAML
            assert ours is None

    compare()


def test_what_we_write_is_read_by_them(oracle: Oracle) -> None:
    text = written({"audio-intel": Bump.MINOR, "core": Bump.NONE}, "First.\n\n- and more\n")
    assert read_by_them(oracle, text) == (
        {"audio-intel": "minor", "core": "none"},
        "First.\n\n- and more",
    )
    assert read_by_them(oracle, written({}, "")) == ({}, "")


def test_names_of_packages_here_are_read_in_changesets_of_others(oracle: Oracle) -> None:
    assert read_by_them(oracle, f"---\n{NAMES[0]}: patch\n---\nSaid") == (
        {NAMES[0]: "patch"},
        "Said",
    )
    assert read_by_us(f"---\n{NAMES[0]}: patch\n---\nSaid") == ({NAMES[0]: "patch"}, "Said")

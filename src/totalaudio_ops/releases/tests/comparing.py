"""Lays workspaces out and holds what we make of them against what @changesets/cli does."""

import re
from typing import Any

import msgspec
import pytest
from hypothesis import strategies as st

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases import pre
from totalaudio_ops.releases.changelog import Entry, entries, rendered
from totalaudio_ops.releases.changesets import parse, read_changesets
from totalaudio_ops.releases.config import read_config
from totalaudio_ops.releases.plan import plan
from totalaudio_ops.releases.tests.oracle import (
    Oracle,
    RefusedError,
    Workspace,
    changeset_texts,
    layouts,
)
from totalaudio_ops.releases.values import Plan, Pre

_UPDATED = re.compile(r"  - pkg-.@.*")


def read_by_us(text: str) -> tuple[dict[str, str], str] | None:
    """What a changeset moves and says; None for one that we refuse."""
    try:
        found = parse("x.md", "x", text)
    except Problem:
        return None
    return {name: bump.word for name, bump in found.releases.items()}, found.summary


def read_by_them(oracle: Oracle, text: str) -> tuple[dict[str, str], str] | None:
    """The same of theirs."""
    try:
        found = oracle.ask("parse", text=text)
    except RefusedError:
        return None
    return {one["name"]: one["type"] for one in found["releases"]}, found["summary"]


def laid_out(data: st.DataObject, workspace: Workspace, *, can_ignore: bool) -> tuple[str, ...]:
    layout = data.draw(layouts())
    for name, (version, depends) in layout.items():
        workspace.add_package(name, version, depends)
    names = list(layout)
    group = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
    kind = data.draw(st.sampled_from(["fixed", "linked", "none"]))
    others = [name for name in names if name not in group]
    ignored = (
        data.draw(st.sets(st.sampled_from(others), max_size=1)) if can_ignore and others else set()
    )
    workspace.configure(
        fixed=[group] if kind == "fixed" and group else [],
        linked=[group] if kind == "linked" and group else [],
        ignore=sorted(ignored),
        updateInternalDependencies=data.draw(st.sampled_from(["patch", "minor"])),
    )
    return tuple(names)


def add_changesets(data: st.DataObject, workspace: Workspace, names: tuple[str, ...]) -> None:
    texts = data.draw(st.lists(changeset_texts(names), max_size=3))
    there = len(list(workspace.changeset.glob("*.md")))
    order = data.draw(st.permutations(range(len(texts))))
    for number, text in zip(order, texts, strict=True):
        workspace.add_changeset(f"c{there + number}-{'x' * number}", text)


def take_step(oracle: Oracle, workspace: Workspace, step: str, data: st.DataObject) -> None:
    """Only what both allow in the state that the workspace is in."""
    state = pre.read_pre(workspace.root)
    packages = workspace.packages()
    if step == "enter" and state is None:
        tag = data.draw(st.sampled_from(pre.TAGS))
        begun = pre.entered(state, tag, packages)
        oracle.ask("enter", cwd=str(workspace.root), tag=tag)
        assert (workspace.root / pre.FILE).read_bytes() == pre.written(begun)
    elif step == "exit" and state is not None:
        oracle.ask("exit", cwd=str(workspace.root))
        assert (workspace.root / pre.FILE).read_bytes() == pre.written(pre.exited(state))
    else:
        compare_plans(oracle, workspace)


def compare_plans(oracle: Oracle, workspace: Workspace) -> None:
    root, packages = workspace.root, workspace.packages()
    config = read_config(root, [package.name for package in packages])
    changesets, before = read_changesets(root), pre.read_pre(root)
    changelogs = {package.name: workspace.changelog(package.name) for package in packages}
    try:
        ours = plan(packages, changesets, config.rules, before)
    except Problem:
        with pytest.raises(RefusedError, match="Mixed changesets"):
            oracle.ask("version", cwd=str(root))
        return
    theirs = oracle.ask("version", cwd=str(root))
    expected, dropped, kept = _expected(theirs, ours, before)
    assert {
        one.name: (one.bump.word, str(one.base), str(one.new), list(one.changesets))
        for one in ours.releases
    } == expected
    assert [one.id for one in ours.changesets] == [one["id"] for one in theirs["changesets"]]
    assert pre.read_pre(root) == ours.pre
    told = entries(ours, packages, config.rules.update)
    for entry in told:
        depends = next(one for one in packages if one.name == entry.package).depends
        if not depends.keys() & (dropped | kept):
            assert _words(_plain(entry)) == _words(_newest(workspace, entry, changelogs))


def _expected(
    theirs: dict[str, Any], ours: Plan, before: Pre | None
) -> tuple[dict[str, tuple[str, str, str, list[str]]], set[str], set[str]]:
    """Their releases, without what ours leaves out on purpose, which is returned too.

    What has the bump `none` is no release, and is not told of as a dependency that was updated. When a pre-release
    ends, theirs also gives a patch to members of a linked group that never were on one and that nothing moves.
    """
    moved = {one.name for one in ours.releases}
    kept = {one["name"] for one in theirs["releases"] if one["type"] == "none"}
    dropped = {
        one["name"]
        for one in theirs["releases"]
        if before is not None
        and before.mode == "exit"
        and one["name"] not in moved
        and "-" not in one["oldVersion"]
        and not one["changesets"]
    }
    found = {
        one["name"]: (one["type"], one["oldVersion"], one["newVersion"], one["changesets"])
        for one in theirs["releases"]
        if one["name"] not in dropped | kept
    }
    return found, dropped, kept


def _plain(entry: Entry) -> str:
    """Without what changed beneath, which is ours alone."""
    updated = tuple(msgspec.structs.replace(one, beneath=()) for one in entry.updated)
    return rendered(msgspec.structs.replace(entry, updated=updated))


def _newest(workspace: Workspace, entry: Entry, before: dict[str, str]) -> str:
    """What was added to their changelog."""
    text = workspace.changelog(entry.package)
    old = before[entry.package].partition("\n")[2]
    assert text.endswith(old)
    return text.removeprefix(f"# {entry.package}\n").removesuffix(old)


def _words(text: str) -> list[str]:
    """Lines without white space at their ends, and without empty ones, which Prettier would put and take away.

    Updated dependencies stand in the order of packages in ours, and in theirs in that in which they were found.
    """
    lines = [line.rstrip() for line in re.split(r"\n+", text) if line.strip()]
    start = next((n for n, line in enumerate(lines) if _UPDATED.fullmatch(line)), len(lines))
    return [*lines[:start], *sorted(lines[start:])]

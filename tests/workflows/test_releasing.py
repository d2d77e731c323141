"""The release pull request, as its step runs it: from a changeset to a commit that moves the versions."""

from pathlib import Path

from tests.workflows.running import Clone, of_github
from totalaudio_ops.github.tests.forge import Forge


def known(forge: Forge, commit: str) -> None:
    forge.commits[commit] = {"sha": commit, "tree": {"sha": "t" * 40}, "parents": []}


def with_only(clone: Clone, text: str) -> None:
    for file in (clone.root / ".changeset").glob("*.md"):
        if file.name != "README.md":
            file.unlink()
    if text:
        (clone.root / ".changeset" / "brave-owls-sing.md").write_text(text)
    clone.save("A change")


def test_a_changeset_becomes_a_pull_request_that_moves_the_version(
    clone: Clone, forge: Forge
) -> None:
    (clone.root / "db/released.txt").write_text("# As it was before this release.\n")
    with_only(clone, '---\n"tracker": minor\n---\n\nBoards can be sorted.\n')
    known(forge, clone.commit)
    done = clone.run("release", "pull-request", **of_github(forge))
    assert done.status == 0, done.err
    (pull,) = forge.pulls
    assert done.out == f"{pull['html_url']}\n"
    assert pull["title"] == "Release tracker 0.2.0"
    tree = forge.trees[forge.commits[forge.refs["heads/release/next"]]["tree"]["sha"]]
    changed = {entry["path"]: entry for entry in tree["tree"]}
    assert changed[".changeset/brave-owls-sing.md"]["sha"] is None
    assert 'version = "0.2.0"' in changed["deployables.toml"]["content"]
    assert "\ntracker.0001_initial\n" in changed["db/released.txt"]["content"]
    assert any("Boards can be sorted." in entry.get("content", "") for entry in changed.values())


def test_without_changesets_nothing_is_proposed(clone: Clone, forge: Forge) -> None:
    with_only(clone, "")
    done = clone.run("release", "pull-request", **of_github(forge))
    assert (done.status, done.out) == (0, "nothing to release\n")
    assert forge.pulls == []


def test_a_checkout_with_changes_is_left_alone(clone: Clone, forge: Forge) -> None:
    (clone.root / "deployables.toml").write_text("mine")
    done = clone.run("release", "pull-request", **of_github(forge))
    assert done.status == 2
    assert "has changes beside its commit" in done.err
    assert Path(clone.root / "deployables.toml").read_text() == "mine"


def test_a_changeset_that_releases_nothing_is_used_up_by_a_pull_request_that_says_so(
    clone: Clone, forge: Forge
) -> None:
    with_only(clone, "---\n---\n")
    known(forge, clone.commit)
    assert clone.run("release", "pull-request", **of_github(forge)).status == 0
    (pull,) = forge.pulls
    assert pull["title"] == "Use up changesets that release nothing"
    assert "| |" not in pull["body"]


def test_the_pull_request_of_a_release_needs_no_changeset_of_its_own(clone: Clone) -> None:
    """So that the gate asks every branch the same, whatever a stranger calls his."""
    with_only(clone, '---\n"core": minor\n---\n\nFaster.\n')
    before = clone.commit
    assert clone.run("release", "version").status == 0
    clone.save("Release")
    asked = clone.run("changeset", "status", "--since", before)
    assert (asked.status, asked.err) == (0, "")
    assert f"core changed since {before}.\n" in asked.out

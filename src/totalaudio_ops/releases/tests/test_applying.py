"""A release changes versions, changelogs and changesets of a checkout, and nothing else in them."""

from pathlib import Path

import pytest

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.applying import begin_pre, end_pre, has_work, read, release
from totalaudio_ops.releases.tests.making import DEPLOYABLES, add, checkout, commit, contents, git

CORE = '---\n"core": minor\n---\n\nPages are faster.\n\nAnd smaller.\n'
TRACKER = '---\n"tracker": minor\n"core": patch\n---\n\nBoards can be sorted.\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return checkout(tmp_path / "w", a=CORE, b=TRACKER)


def test_versions_change_and_everything_else_in_the_file_stays(root: Path) -> None:
    release(root)
    expected = (
        DEPLOYABLES.replace('"0.1.0" # of', '"0.2.0" # of')
        .replace(
            '[deployables.tracker]\nversion = "0.1.0"', '[deployables.tracker]\nversion = "0.2.0"'
        )
        .replace('"0.1.0"', '"0.1.1"')
    )
    assert (root / "deployables.toml").read_text() == expected
    python = (root / "src/totalaudio/__init__.py").read_text()
    assert python == '"""The product."""\n\n__version__ = "0.2.0"\n'


def test_what_is_to_be_written_with_it_is_written_only_with_it(root: Path) -> None:
    others = {"db/released.txt": b"one\n"}
    release(root, others)
    file = root / "db/released.txt"
    assert file.read_bytes() == b"one\n"
    file.unlink()
    release(root, others)
    assert not file.exists()


def test_changesets_are_used_up(root: Path) -> None:
    (root / ".changeset/README.md").write_text("How.")
    release(root)
    assert [file.name for file in (root / ".changeset").iterdir()] == ["README.md"]
    assert not has_work(read(root), read(root).plan())


def test_an_app_tells_what_changed_beneath_it(root: Path) -> None:
    release(root)
    assert (root / "changelogs/tracker.md").read_text() == (
        "# tracker\n\n## 0.2.0\n\n### Minor Changes\n\n- Boards can be sorted.\n\n"
        "### Patch Changes\n\n- Updated dependencies\n- Updated dependencies\n"
        "  - core@0.2.0\n    - Pages are faster.\n\n      And smaller.\n    - Boards can be sorted.\n"
    )
    assert (root / "changelogs/core.md").read_text() == (
        "# core\n\n## 0.2.0\n\n### Minor Changes\n\n- Pages are faster.\n\n  And smaller.\n\n"
        "### Patch Changes\n\n- Boards can be sorted.\n"
    )


def test_the_newest_version_stands_first(root: Path) -> None:
    release(root)
    add(root, "c", "---\ntracker: patch\n---\n\nA colour.\n")
    before = (root / "changelogs/tracker.md").read_text()
    release(root)
    assert (root / "changelogs/tracker.md").read_text() == (
        "# tracker\n\n## 0.2.1\n\n### Patch Changes\n\n- A colour.\n"
        + before.removeprefix("# tracker\n")
    )


def test_commits_that_brought_changesets_are_named_and_linked_where_the_repository_is_known(
    root: Path,
) -> None:
    git(root, "init", "--quiet")
    (root / ".changeset/b.md").unlink()
    made = commit(root)
    release(root)
    assert f"- {made[:7]}: Pages are faster." in (root / "changelogs/core.md").read_text()
    assert f"- Updated dependencies [{made[:7]}]" in (root / "changelogs/worker.md").read_text()
    git(root, "checkout", "--quiet", "--", ".")
    git(root, "remote", "add", "origin", "git@github.com:example/platform.git")
    (root / "changelogs/core.md").unlink()
    release(root)
    link = f"[`{made[:7]}`](https://github.com/example/platform/commit/{made})"
    assert f"- {link}: Pages are faster." in (root / "changelogs/core.md").read_text()


def test_changesets_that_are_not_committed_are_told_without_a_commit(root: Path) -> None:
    git(root, "init", "--quiet")
    release(root)
    assert "- Pages are faster." in (root / "changelogs/core.md").read_text()


def test_a_summary_cannot_begin_a_version_of_its_own(root: Path) -> None:
    add(root, "c", "---\ntracker: patch\n---\n\n## 9.9.9\n\n## 8.8.8\n")
    release(root)
    headings = [
        line
        for line in (root / "changelogs/tracker.md").read_text().split("\n")
        if line[:3] == "## "
    ]
    assert headings == ["## 0.2.0"]


def test_through_a_pre_release_and_out_of_it_no_trace_is_left(root: Path) -> None:
    begin_pre(root, "rc")
    assert {str(one.new) for one in release(root).releases} == {"0.2.0-rc.0", "0.1.1-rc.0"}
    assert {file.name for file in (root / ".changeset").iterdir()} == {"a.md", "b.md", "pre.json"}
    assert '__version__ = "0.2.0-rc.0"' in (root / "src/totalaudio/__init__.py").read_text()
    add(root, "c", "---\ncore: patch\n---\n\nAgain.\n")
    assert {str(one.new) for one in release(root).releases} == {"0.2.0-rc.1", "0.1.1-rc.1"}
    end_pre(root)
    assert {str(one.new) for one in release(root).releases} == {"0.2.0", "0.1.1"}
    assert list((root / ".changeset").iterdir()) == []
    assert "rc" not in (root / "deployables.toml").read_text()
    assert "rc" not in (root / "src/totalaudio/__init__.py").read_text()
    said = (root / "changelogs/core.md").read_text()
    assert [line for line in said.split("\n") if line[:3] == "## "] == [
        *("## 0.2.0", "## 0.2.0-rc.1", "## 0.2.0-rc.0"),
    ]


def test_pre_releases_are_entered_and_left_once(root: Path) -> None:
    with pytest.raises(Problem, match=r"^no pre-release goes on: begin one with"):
        end_pre(root)
    with pytest.raises(
        Problem, match=r"^'next' is no tag of a pre-release: choose alpha, beta, rc\.$"
    ):
        begin_pre(root, "next")
    begin_pre(root, "beta")
    with pytest.raises(Problem, match=r"^pre-release beta goes on already"):
        begin_pre(root, "rc")
    release(root)
    end_pre(root)
    with pytest.raises(Problem, match=r"^core still stands on 0\.2\.0-beta\.0: run"):
        begin_pre(root, "alpha")


def test_what_python_cannot_be_told_changes_nothing(root: Path) -> None:
    (root / "src/totalaudio/__init__.py").write_text('"""The product."""\n')
    before = contents(root)
    with pytest.raises(Problem, match="has no single line __version__"):
        release(root)
    assert contents(root) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", "deployables.toml is not as it should be"),
        ('[core]\nversion = "1"\n[deployables]\n', "'1', the version of core, is none"),
        (
            '[core]\nversion = "1.0.0"\n[deployables.a]\nversion = "1.0.0"\ndepends = ["b"]\n',
            "deployables.toml: a depends on b, which it does not declare.",
        ),
    ],
)
def test_what_is_wrong_in_deployables_is_named(root: Path, text: str, said: str) -> None:
    (root / "deployables.toml").write_text(text)
    with pytest.raises(Problem, match=said):
        read(root)


def test_a_broken_pre_json_is_named(root: Path) -> None:
    (root / ".changeset/pre.json").write_text('{"mode": "pre"}')
    with pytest.raises(Problem, match=r"^\.changeset/pre\.json is not as it should be: .*tag"):
        read(root)

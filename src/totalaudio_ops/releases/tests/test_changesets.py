"""Changeset files: what is read, what is refused with file and line, and what is written."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.changesets import (
    LARGEST,
    parse,
    read_changeset,
    read_changesets,
    write_changeset,
    written,
)
from totalaudio_ops.releases.tests.making import NAMES, checkout
from totalaudio_ops.releases.versions import Bump

FILE = ".changeset/calm-keys-run.md"
FORM = 'begin it with a line ---, then lines such as "tracker": minor, then a line ---'


def read(text: str) -> tuple[dict[str, Bump], str]:
    found = parse(FILE, "calm-keys-run", text)
    return found.releases, found.summary


def test_bumps_stand_in_front_and_the_summary_after_them() -> None:
    assert read('---\n"tracker": minor\ncore: none\n---\n\nBoards.\n\n- sorted\n') == (
        {"tracker": Bump.MINOR, "core": Bump.NONE},
        "Boards.\n\n- sorted",
    )


def test_an_empty_front_says_that_nothing_is_released() -> None:
    assert read("---\n---\n") == ({}, "")
    assert read("---\n\n# nothing\n---\nOnly documents.") == ({}, "Only documents.")


def test_lines_of_windows_and_a_mark_of_byte_order_are_read() -> None:
    assert read("\ufeff---\r\ntracker: patch\r\n---\r\n\r\nSaid.\r\n") == (
        {"tracker": Bump.PATCH},
        "Said.",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", f"{FILE} is empty: {FORM}."),
        ("\n \n", f"{FILE} is empty: {FORM}."),
        ("tracker: minor\n", f"{FILE} has no front: {FORM}."),
        ("---\ntracker: minor\n", f"{FILE} has no front: {FORM}."),
        (
            "\n---\ntracker: huge\n---\n",
            f"{FILE}, line 3: 'huge' is no bump of tracker: write major, minor, patch or none.",
        ),
        (
            "---\ntracker: 1\n---\n",
            f"{FILE}, line 2: '1' is no bump of tracker: write major, minor, patch or none.",
        ),
        ("---\n- tracker\n---\n", f"{FILE} does not say which packages move: {FORM}."),
        ("---\njust words\n---\n", f"{FILE} does not say which packages move: {FORM}."),
        (
            "---\ntracker: minor\ntracker: major\n---\n",
            f"{FILE}, line 3: The key 'tracker' stands twice, first on line 2; keep one.",
        ),
        ('---\n"": minor\n---\n', f"{FILE}, line 2: the name of the package is missing."),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(text: str, said: str) -> None:
    with pytest.raises(Problem) as problem:
        read(text)
    assert str(problem.value) == said


@pytest.mark.parametrize(
    "front",
    [
        "a: &a [x, x]\nb: [*a, *a, *a]",
        "[" * 5_000,
        "!!python/object:os.system ls",
        "{" * 200 + "}" * 200,
        "tracker: minor\n\x00",
        "\t- : -\n\t:",
        "x" * 70_000,
    ],
)
def test_hostile_fronts_are_refused_in_one_line(front: str) -> None:
    with pytest.raises(Problem) as problem:
        read(f"---\n{front}\n---\nSaid.\n")
    assert str(problem.value).startswith(FILE)
    assert "\n" not in str(problem.value)


def test_many_fences_and_blank_lines_take_no_time() -> None:
    assert read("---\ncore: patch\n---\n" + "\n" * 100_000 + "---x\n" * 10_000)[0] == {
        "core": Bump.PATCH
    }
    with pytest.raises(Problem, match="has no front"):
        read("---x\n" + " \n" * 100_000)


def test_files_that_are_too_large_or_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / ".changeset" / "x.md"
    file.parent.mkdir()
    file.write_bytes(b"---\n---\n\xff")
    with pytest.raises(Problem, match=r"^\.changeset/x\.md is not UTF-8: save it so\.$"):
        read_changeset(file)
    file.write_text("x" * (LARGEST + 1))
    with pytest.raises(Problem, match=r"is larger than 256,000 bytes: shorten its text"):
        read_changeset(file)


@pytest.mark.parametrize("kind", ["device", "pipe", "link", "folder"])
def test_what_is_no_file_of_its_own_is_refused_and_never_waited_for(
    tmp_path: Path, kind: str
) -> None:
    there = tmp_path / ".changeset" / "x.md"
    there.parent.mkdir()
    (tmp_path / "other.md").write_text("---\ncore: patch\n---\nElsewhere.")
    match kind:
        case "device":
            there.symlink_to("/dev/zero")
        case "pipe":
            os.mkfifo(there)
        case "link":
            there.symlink_to(tmp_path / "other.md")
        case _:
            there.mkdir()
    with pytest.raises(Problem, match=r"^\.changeset/x\.md is no file of its own: write"):
        read_changesets(tmp_path)


def test_the_folder_is_read_by_names_without_the_readme_and_hidden_files(tmp_path: Path) -> None:
    text = "---\ncore: patch\n---\nSaid."
    checkout(tmp_path, **{"b": text, "a-b": text, "a": text})
    for name in ("README.md", "readme.md", ".hidden.md", "config.json", "notes.txt"):
        (tmp_path / ".changeset" / name).write_text("anything")
    assert [one.id for one in read_changesets(tmp_path)] == ["a-b", "a", "b"]
    assert read_changesets(tmp_path / "src") == []


@given(
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(Bump)),
    st.text(st.characters(exclude_categories=["Cs", "Cc"])),
)
def test_what_is_written_is_read(releases: dict[str, Bump], summary: str) -> None:
    assert read(written(releases, summary)) == (releases, read(written({}, summary))[1])


def test_each_new_file_has_a_name_of_three_words(tmp_path: Path) -> None:
    files = [write_changeset(tmp_path, {"core": Bump.PATCH}, "Said.") for _ in range(50)]
    assert len(set(files)) == 50
    assert {len(file.stem.split("-")) for file in files} == {3}
    assert files[0].read_text() == '---\n"core": patch\n---\n\nSaid.\n'

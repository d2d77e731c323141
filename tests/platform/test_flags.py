"""Flags are listed, set, cleared and explained on the command line of the running platform."""

import json
import subprocess
import sys
from typing import Any
from uuid import uuid4

import psycopg

from tests.platform.launch import Launched, environment

FLAG = "export-formats"


def flags(platform: Launched, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "totalaudio", "flags", *words, "--data", str(platform.data)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def listed(platform: Launched) -> dict[str, Any]:
    rows: list[dict[str, Any]] = json.loads(flags(platform, "list", "--json").stdout)
    return next(row for row in rows if row["name"] == FLAG)


def test_an_override_is_set_explained_and_taken_back(platform: Launched) -> None:
    assert (listed(platform)["on"], listed(platform)["overrides"]) == (True, [])
    made = flags(platform, "set", FLAG, "off", "--all", "--reason", "A try", "--expires", "7d")
    assert (made.returncode, made.stdout) == (0, "")
    assert made.stderr.startswith("export-formats is set to off for everybody until ")
    assert listed(platform)["on"] is False
    told = flags(platform, "explain", FLAG)
    assert told.returncode == 0
    assert told.stderr.startswith("By the settings here: ENVIRONMENT is ")
    assert told.stdout.splitlines()[0] == "1. It is built."
    assert told.stdout.splitlines()[-1] == "5. So export-formats is off."
    found = json.loads(flags(platform, "explain", FLAG, "--json").stdout)
    assert (found["on"], found["reason"], found["variant"]) == (False, "all-override", None)
    cleared = flags(platform, "clear", FLAG, "--all", "--reason", "Tried")
    assert (cleared.returncode, cleared.stderr) == (
        0,
        "The override of export-formats for everybody is taken back.\n",
    )
    again = flags(platform, "clear", FLAG, "--all", "--reason", "Tried")
    assert (again.returncode, again.stderr) == (
        1,
        "There was no override of export-formats for everybody.\n",
    )
    assert listed(platform)["on"] is True


def test_what_a_flag_and_a_person_that_are_gone_left_behind_is_taken_back(
    platform: Launched,
) -> None:
    gone, run = str(uuid4()), json.loads((platform.data / "run.json").read_text())
    with psycopg.connect(run["database"]["system"]) as system:
        for flag, scope, subject in (("once-upon-a-time", "all", None), (FLAG, "user", gone)):
            system.execute(
                "SELECT totalaudio.change_flag_v1(%s, %s, %s, %s, true, NULL, NULL, 'A try')",
                [uuid4(), flag, scope, subject],
            )
    assert "once-upon-a-time is no longer declared" in flags(platform, "list").stderr
    assert [row["subject"] for row in listed(platform)["overrides"]] == [gone]
    for words in (("once-upon-a-time", "--all"), (FLAG, "--user", gone)):
        assert flags(platform, "clear", *words, "--reason", "Gone").returncode == 0, words
        again = flags(platform, "clear", *words, "--reason", "Gone")
        assert (again.returncode, again.stdout) == (2, ""), words
    assert listed(platform)["overrides"] == []


def test_an_override_without_effect_is_told(platform: Launched) -> None:
    made = flags(platform, "set", "payment-processing", "on", "--all", "--reason", "A try")
    assert made.returncode == 0
    assert made.stderr.splitlines()[1] == (
        "It has no effect here; see ./totalaudio flags explain payment-processing."
    )
    assert flags(platform, "clear", "payment-processing", "--all", "--reason", "So").returncode == 0


def test_wrong_use_is_one_line_that_says_what_to_do(platform: Launched) -> None:
    reason = ("--reason", "A try")
    for words, said in {
        ("set", "export-format", "on", "--all", *reason): "there is no flag export-format: choose",
        ("set", FLAG, "maybe", "--all", *reason): "export-formats cannot be maybe: choose on, off.",
        ("set", FLAG, "on", *reason): "say for whom: one of --all, --user ADDRESS and --workspace",
        ("set", FLAG, "on", "--all", "--user", "a@example.com", *reason): "say for whom: one of",
        ("set", FLAG, "on", "--all"): "missing option '--reason'; see",
        ("set", FLAG, "on", "--all", "--reason", " "): "say why: the reason is kept",
        ("set", FLAG, "on", "--user", "no@example.com", *reason): "there is no user no@example.com",
        ("set", FLAG, "on", "--all", "--expires", "soon", *reason): "soon is no end in time: write",
        (
            "set",
            "newsletter-automation",
            "on",
            "--all",
            *reason,
        ): "newsletter-automation is declared",
    }.items():
        done = flags(platform, *words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert done.stderr.startswith(f"totalaudio: {said}"), words
        assert done.stderr.count("\n") == 1, words

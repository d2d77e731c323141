"""Commands that are only read here: test_typed.py asks whether the command line takes them, as it does of all."""

from typing import Final

from tests.documents.typed import calls

# These are what runs this, or need a site that serves: tests/deploys and the tests of the server deploy for real.
ONLY_READ: Final = (
    "test", "bench", "lock", "deploy", "rollback", "promote", "on",
    "site check", "site start", "site stop", "site status", "site certificate",
)  # fmt: skip
# These take long, and have tests of their own (tests/backups, tests/platform): they run with the proofs.
IN_FULL_ONLY: Final = ("up", "check", "backup verify", "backup drill", "backup restore")


def read_here(*, in_full: bool) -> tuple[str, ...]:
    """The first words of what is only read."""
    return ONLY_READ if in_full else (*ONLY_READ, *IN_FULL_ONLY)


def is_only_read(line: str, *, in_full: bool) -> bool:
    """Whether a line calls our command line, and nothing that is run."""
    try:
        found = [f"{' '.join(one.words)} " for one in calls("", line, is_whole=True)]
    except ValueError:  # a quote that ends in another line
        return False
    beginnings = tuple(f"{words} " for words in read_here(in_full=in_full))
    return bool(found) and all(words.startswith(beginnings) for words in found)


def program(run: str, *, in_full: bool) -> str:
    """A shell script that stands for ours: it calls `run`, but for `up`, which would not end, and what is only read.

    No site serves here: what one would run with its settings is run on the platform that is there.
    """
    patterns = " | ".join(f'"{words} "*' for words in read_here(in_full=in_full))
    return f"""#!/bin/sh
case "$* " in
    "site run --env "*" -- "*) while [ "$1" != -- ]; do shift; done; shift ;;
esac
case "$* " in
    {patterns}) exit 0 ;;
    "up "*) module=tests.documents.until_ready ;;
    *) module=totalaudio ;;
esac
{run} "$@"
"""

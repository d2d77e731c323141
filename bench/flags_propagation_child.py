"""One server process of bench/flags_propagation.py: it says when it sees another version of the flags."""

import os
import sys
import time

import django

FORKS = 2


def main() -> None:
    """Ask before forking, as a server does that loads its application first; then every process watches."""
    django.setup()
    from totalaudio.core.flags.flags import FlagName, evaluate

    known = evaluate(FlagName.EXPORT_FORMATS).version
    for _ in range(FORKS):
        if os.fork() == 0:
            break
    _say("ready", known)
    while True:
        seen = evaluate(FlagName.EXPORT_FORMATS).version
        if seen != known:
            _say("seen", seen)
            known = seen
        time.sleep(0.001)


def _say(word: str, version: int) -> None:
    """A line in one write, so that those of several processes do not mix; the clock is the machine's."""
    os.write(1, f"{word} {version} {time.monotonic_ns()}\n".encode())


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.exit(0)

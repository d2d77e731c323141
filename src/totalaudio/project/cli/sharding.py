"""The tests in parts of about the same length, for machines that work side by side."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from totalaudio_ops.problems import Problem

_SHARD: Final = re.compile(r"([1-9][0-9]?)/([1-9][0-9]?)")
_TEST: Final = re.compile(r"^\s*(?:async )?def test_", re.MULTILINE)
# Tests that start a browser, a server or a whole platform take longer than their number says.
_LONG: Final = {"/journeys/": 10, "/platform/": 10, "/deploys/": 10, "/faults/": 5, "/cli/": 3}


def shard_of(text: str) -> tuple[int, int]:
    """Reads `2/5`: the second of five; raises Problem for anything else."""
    found = _SHARD.fullmatch(text)
    if found is None or int(found[1]) > int(found[2]):
        raise Problem(f"{text} is no part: write it as 2/5, the second of five.")
    return int(found[1]), int(found[2])


def part(weights: Mapping[str, int], number: int, of: int) -> list[str]:
    """The files of one part; the same for everybody who asks, and each file in exactly one."""
    parts: list[list[str]] = [[] for _ in range(of)]
    loads = [0] * of
    for name in sorted(weights, key=lambda name: (-weights[name], name)):
        lightest = loads.index(min(loads))
        parts[lightest].append(name)
        loads[lightest] += weights[name]
    return sorted(parts[number - 1])


def weighed(root: Path, folders: Sequence[str] = ("src", "tests")) -> dict[str, int]:
    """Every file of tests, and about how long it takes."""
    files = (file for folder in folders for file in sorted((root / folder).rglob("test_*.py")))
    return {file.relative_to(root).as_posix(): _weight(file) for file in _of_ours(files)}


def _of_ours(files: Iterable[Path]) -> Iterable[Path]:
    return (file for file in files if "node_modules" not in file.parts)


def _weight(file: Path) -> int:
    tests = len(_TEST.findall(file.read_text(encoding="utf-8")))
    factors = (factor for mark, factor in _LONG.items() if mark in file.as_posix())
    return (tests + 1) * max(factors, default=1)

"""Reads tables.toml: the answer for each table, verb and actor."""

import tomllib
from pathlib import Path

VERBS = ("select", "insert", "update", "delete")
_FILE = Path(__file__).with_name("tables.toml")
_DECLARED = tomllib.loads(_FILE.read_text(encoding="utf-8"))

CONDITIONS: dict[str, str] = _DECLARED["conditions"]
TABLES: dict[str, str] = _DECLARED["tables"]


def answers(table: str) -> dict[str, dict[str, str]]:
    """The declared answers of a table: by verb, then by actor."""
    head, *lines = _DECLARED["shapes"][TABLES[table]].strip().splitlines()
    actors = head.split()
    found = {}
    for line in lines:
        verb, *words = line.split()
        found[verb] = dict(zip(actors, words, strict=True))
    return found

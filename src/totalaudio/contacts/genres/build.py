# /// script
# dependencies = ["pyyaml"]
# ///
"""Builds genres.json from the beets files and radio.toml.

From the root: `PYTHONPATH=src uv run src/totalaudio/contacts/genres/build.py`.
"""

import json
import tomllib
from pathlib import Path

import yaml

from totalaudio.contacts.genres.spelling import fold

HERE = Path(__file__).parent
BEETS = HERE / "beets"

type Node = str | dict[str, list[Node] | None]


def walk(nodes: list[Node] | None, parent: str, parents: dict[str, str]) -> None:
    """Adds every genre of a branch with its parent; the first place of a genre counts."""
    for node in nodes or []:
        if isinstance(node, str):
            parents.setdefault(node, parent)
            continue
        for name, children in node.items():
            parents.setdefault(name, parent)
            walk(children, name, parents)


def closest(name: str, parents: dict[str, str]) -> str:
    """The genre that ends this name (as 'black metal' in 'symphonic black metal'), or ''."""
    words = name.split()
    tails = (" ".join(words[start:]) for start in range(1, len(words)))
    return next((tail for tail in tails if tail in parents), "")


def build() -> dict[str, object]:
    """The parents of all genres, their folded spellings, and the patterns of spellings."""
    radio = tomllib.loads((HERE / "radio.toml").read_text(encoding="utf-8"))
    parents: dict[str, str] = {}
    walk(yaml.safe_load((BEETS / "genres-tree.yaml").read_text(encoding="utf-8")), "", parents)
    parents.update(radio["genres"])
    names = {fold(name): name for name in reversed(parents)}
    for word in (BEETS / "genres.txt").read_text(encoding="utf-8").split("\n"):
        plain = fold(word)
        if not word or word in radio["drop"]["words"] or plain in names:
            continue
        if plain.removesuffix(" music") in names:
            names[plain] = names[plain.removesuffix(" music")]
            continue
        parents[word] = closest(word, parents)
        names[plain] = word
        names.setdefault(plain.removesuffix(" music"), word)
    for spelling, name in radio["aliases"].items():
        replaced = names.get(fold(spelling), "")
        names[fold(spelling)] = names[fold(name)]
        if replaced and replaced not in names.values():
            del parents[replaced]
            parents.update({child: name for child, above in parents.items() if above == replaced})
    patterns = yaml.safe_load((BEETS / "aliases.yaml").read_text(encoding="utf-8"))
    flat = [[pattern, name] for name, some in patterns.items() for pattern in some]
    return {"parents": parents, "spellings": names, "patterns": flat}


if __name__ == "__main__":
    text = json.dumps(build(), ensure_ascii=False, indent=0, sort_keys=True)
    (HERE / "genres.json").write_text(text + "\n", encoding="utf-8")

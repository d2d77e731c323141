"""The workflows that differ only in the app: made from one template, so that all of them stay alike."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from totalaudio.project.workflows.folders import table, written
from totalaudio_ops.apps import Deployable
from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.owning import paths_of

TEMPLATE: Final = Path(__file__).with_name("deploy.yml")
OWNERS: Final = Path("src/totalaudio_ops/releases/owners.toml")
FOLDER: Final = Path(".github/workflows")
# Where pins are kept by hand, and by who proposes newer ones.
PINS: Final = FOLDER / "ci.yml"


def rendered(root: Path) -> Mapping[Path, str]:
    """Every file that is made from declarations and the import graph, and what belongs into it."""
    owners = table(root)
    template = TEMPLATE.read_text(encoding="utf-8")
    checkout = pin(root, "actions/checkout")
    files = {OWNERS: written(owners)}
    for app in Deployable:
        paths = "\n".join(f'      - "{path}"' for path in paths_of(app, owners))
        words = {"APP": app.value, "LABEL": app.label, "PATHS": paths, "CHECKOUT": checkout}
        files[FOLDER / f"deploy-{app}.yml"] = filled(template, words)
    return files


def filled(template: str, words: Mapping[str, str]) -> str:
    """A template with every `@WORD@` replaced; raises KeyError for one that nothing is given for."""
    return re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], template)


def pin(root: Path, action: str) -> str:
    """An action at its commit, with the version behind it, as ci.yml uses it."""
    text = (root / PINS).read_text(encoding="utf-8")
    found = re.search(rf"uses: ({re.escape(action)}@[0-9a-f]{{40}} # v[0-9.]+)", text)
    if found is None:
        raise Problem(f"{PINS} does not use {action} at a commit with its version behind it.")
    return found[1]

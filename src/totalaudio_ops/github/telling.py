"""What a workflow says of a deploy, in Markdown: on the pull request, and in the run's summary."""

import re
from dataclasses import dataclass
from typing import Final

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment

_WORDS: Final = {
    "success": "is deployed",
    "failure": "could not be deployed, and what served before serves on",
    "cancelled": "was not deployed: the run was cancelled",
    "skipped": "was not deployed: the checks did not pass",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One deploy: `outcome` is GitHub's word for how the step ended, `url` '' where people reach nothing."""

    app: Deployable
    version: str
    environment: Environment
    commit: str
    outcome: str
    url: str = ""
    run: str = ""


def markdown(told: Told) -> str:
    """A heading that says how it went, and a table with what and where."""
    rows = [
        ("Where", told.environment.value),
        ("Version", told.version),
        ("Commit", f"`{told.commit[:12]}`"),
        ("Address", f"<{told.url}>" if told.url and told.outcome == "success" else ""),
        ("Run", f"[log]({told.run})" if told.run else ""),
    ]
    lines = [f"| {name} | {_cell(value)} |" for name, value in rows if value]
    words = _WORDS.get(told.outcome, f"ended: {told.outcome}")
    heading = f"### {told.app.label} {words}"
    return "\n".join([heading, "", "| | |", "| --- | --- |", *lines, ""])


def _cell(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text).replace("|", "\\|")

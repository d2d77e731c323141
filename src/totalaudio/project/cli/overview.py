"""The first help page: every command in its group. Written plainly, because Typer and Rich take too long to load."""

import os
import sys
from typing import Final

from totalaudio.project.cli.catalogue import COMMANDS
from totalaudio.project.cli.entry import PANELS, Entry

HEAD: Final = """\
Total Audio Platform: contacts, campaigns, pitches for people who promote music.

Usage: totalaudio COMMAND [OPTIONS]
       totalaudio COMMAND --help   what a command does, its options, an example
"""
FOOT: Final = """
Example: ./totalaudio up
         ./totalaudio enrich contacts.csv --out enriched.csv
"""


def is_asked_for(arguments: list[str]) -> bool:
    """Tells whether the first page is wanted."""
    return (
        arguments in ([], ["--help"], ["-h"], ["help"]) and "_TOTALAUDIO_COMPLETE" not in os.environ
    )


def overview(*, with_colour: bool | None = None) -> str:
    """Returns the page; headings are bold on a terminal, unless NO_COLOR is set."""
    if with_colour is None:
        with_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    bold, plain = ("\033[1m", "\033[0m") if with_colour else ("", "")
    parts = [HEAD]
    for panel in PANELS:
        rows = [_row(entry) for entry in COMMANDS if entry.panel == panel and not entry.hidden]
        parts.append("\n".join([f"\n{bold}{panel}{plain}", *rows]) + "\n")
    options = "  --version            Print the version.\n  --install-completion Complete commands in this shell.\n"
    return "".join([*parts, f"\n{bold}Options{plain}\n{options}", FOOT])


def _row(entry: Entry) -> str:
    return f"  {f'{entry.group} {entry.name}'.strip():<20} {entry.says}"

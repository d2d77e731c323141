"""What is known of a command before it is loaded, and the headings under which help shows commands."""

from dataclasses import dataclass
from typing import Final

# In the order in which the first page shows them.
PANELS: Final = (
    RUN := "Run the platform",
    WORK := "Work with lists",
    DEPLOY := "Deploy",
    SITES := "Servers",
    RELEASE := "Release",
    BACKUPS := "Backups",
    RELIABILITY := "Objectives, and how it is",
    INCIDENTS := "Incidents and maintenance",
    DATABASE := "Database and people",
    DEVELOP := "Develop",
)
HERE: Final = "totalaudio.project.cli"


@dataclass(frozen=True, slots=True)
class Entry:
    """One command; `group` is the word before it, as in `db url`; behind the options of some stands another command."""

    name: str
    module: str
    function: str
    says: str
    panel: str
    group: str = ""
    hidden: bool = False
    passes_options: bool = False
    takes_command: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A word that stands before other commands."""

    name: str
    says: str
    panel: str

"""Every command: its name, where it is, what it does, and the group in which help shows it."""

from dataclasses import dataclass
from typing import Final

RUN, WORK, DATABASE, DEVELOP = (
    "Run the platform",
    "Work with lists",
    "Database and people",
    "Develop",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One command; `group` is the word before it, as in `db url`."""

    name: str
    module: str
    function: str
    says: str
    panel: str
    group: str = ""
    hidden: bool = False
    passes_options: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A word that stands before other commands."""

    name: str
    says: str
    panel: str


GROUPS: Final = (
    Group("db", "The way into the running platform's database.", DATABASE),
    Group("env", "The settings of the apps.", RUN),
    Group("operator", "Staff of this installation.", DATABASE),
    Group("billing", "What this installation sells.", DATABASE),
    Group("metrics", "What was recorded: events, figures, and forgetting a person.", DATABASE),
    Group("flags", "Which features are on, for whom, and why.", DATABASE),
)

_HERE = "totalaudio.project.cli"
COMMANDS: Final = (
    Entry("up", f"{_HERE}.up", "up", "Run everything: database, web pages, worker.", RUN),
    Entry(
        "enrich",
        f"{_HERE}.enrich",
        "enrich",
        "Enrich a list of contacts, without an account or a server.",
        WORK,
    ),
    Entry(
        "url",
        f"{_HERE}.db",
        "url",
        "Print the address of the running platform's database.",
        DATABASE,
        "db",
    ),
    Entry(
        "shell",
        f"{_HERE}.db",
        "shell",
        "Open psql in the running platform's database.",
        DATABASE,
        "db",
    ),
    Entry(
        "create", f"{_HERE}.operator", "create", "Make a person an operator.", DATABASE, "operator"
    ),
    Entry("list", f"{_HERE}.flags", "list_flags", "List all flags.", DATABASE, "flags"),
    Entry("set", f"{_HERE}.flags", "set_flag", "Override a flag.", DATABASE, "flags"),
    Entry("clear", f"{_HERE}.flags", "clear_flag", "Take an override back.", DATABASE, "flags"),
    Entry(
        "explain",
        f"{_HERE}.flags",
        "explain_flag",
        "Say why a flag is on or off, step by step.",
        DATABASE,
        "flags",
    ),
    Entry(
        "sync-prices",
        f"{_HERE}.billing",
        "sync_prices",
        "Make Stripe's prices what the plans say.",
        DATABASE,
        "billing",
    ),
    Entry(
        "summary",
        f"{_HERE}.metrics",
        "summary",
        "Show funnel, events, errors and durations of the last days.",
        DATABASE,
        "metrics",
    ),
    Entry("export", f"{_HERE}.metrics", "export", "Write events one by one.", DATABASE, "metrics"),
    Entry(
        "forget",
        f"{_HERE}.metrics",
        "forget",
        "Delete what was recorded of a person.",
        DATABASE,
        "metrics",
    ),
    Entry(
        "test",
        f"{_HERE}.testing",
        "test",
        "Run the tests on a throwaway server.",
        DEVELOP,
        passes_options=True,
    ),
    Entry(
        "check",
        f"{_HERE}.check",
        "check",
        "Check format, types, imports, migrations, schema, documents.",
        DEVELOP,
    ),
    Entry(
        "check",
        f"{_HERE}.env",
        "check",
        "Check the settings of an app before it is started.",
        RUN,
        "env",
    ),
    Entry("example", f"{_HERE}.env", "example", "Print .env.example.", DEVELOP, "env"),
    Entry("docs", f"{_HERE}.env", "docs", "Print docs/settings.md.", DEVELOP, "env"),
    Entry("bench", f"{_HERE}.bench", "bench", "Run a benchmark, or list them.", DEVELOP),
    Entry("tables", f"{_HERE}.tables", "tables", "Write the tables in the documents.", DEVELOP),
    Entry("lock", f"{_HERE}.lock", "lock", "Compile the pinned dependencies again.", DEVELOP),
    Entry(
        "schema", f"{_HERE}.schema", "schema", "Write db/schema.sql from the migrations.", DEVELOP
    ),
    Entry("worker", f"{_HERE}.children", "worker", "Work in the background.", RUN, hidden=True),
    Entry("demo", f"{_HERE}.children", "demo", "Make the demo workspace.", RUN, hidden=True),
)

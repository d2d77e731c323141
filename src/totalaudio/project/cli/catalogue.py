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
    Group("backup", "Backups: made, proved by restoring them, brought back.", RUN),
    Group("env", "The settings of the apps.", RUN),
    Group("operator", "Staff of this installation.", DATABASE),
    Group("billing", "What this installation sells.", DATABASE),
    Group("metrics", "What was recorded: events, figures, and forgetting a person.", DATABASE),
    Group("flags", "Which features are on, for whom, and why.", DATABASE),
    Group("maintenance", "What is announced and left out of every objective.", RUN),
    Group("status", "The public status page.", RUN),
    Group("slo", "Objectives: budgets, modes, reports, and the gate before a deploy.", RUN),
    Group("incident", "What went wrong, and how far it is dealt with.", RUN),
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
        "list",
        f"{_HERE}.incident",
        "list_incidents",
        "List incidents that are not resolved.",
        RUN,
        "incident",
    ),
    Entry("show", f"{_HERE}.incident", "show", "Show one with its timeline.", RUN, "incident"),
    Entry("open", f"{_HERE}.incident_change", "open_one", "Open an incident.", RUN, "incident"),
    Entry("note", f"{_HERE}.incident_change", "note", "Write something down.", RUN, "incident"),
    Entry(
        "update",
        f"{_HERE}.incident_change",
        "update",
        "Say how it stands, on the status page too.",
        RUN,
        "incident",
    ),
    Entry(
        "acknowledge",
        f"{_HERE}.incident_change",
        "acknowledge",
        "Respond: the clock stops.",
        RUN,
        "incident",
    ),
    Entry(
        "mitigate",
        f"{_HERE}.incident_change",
        "mitigate",
        "People no longer feel it.",
        RUN,
        "incident",
    ),
    Entry(
        "resolve",
        f"{_HERE}.incident_change",
        "resolve",
        "Its cause is dealt with.",
        RUN,
        "incident",
    ),
    Entry(
        "level",
        f"{_HERE}.incident_change",
        "change_level",
        "Make it worse or less bad.",
        RUN,
        "incident",
    ),
    Entry("lead", f"{_HERE}.incident_change", "lead", "Name who leads.", RUN, "incident"),
    Entry(
        "post-mortem",
        f"{_HERE}.incident_learn",
        "post_mortem",
        "Write the post-mortem.",
        RUN,
        "incident",
    ),
    Entry("action", f"{_HERE}.incident_learn", "action", "Add an action to it.", RUN, "incident"),
    Entry(
        "done", f"{_HERE}.incident_learn", "done", "Say that an action is done.", RUN, "incident"
    ),
    Entry("close", f"{_HERE}.incident_learn", "close", "Close the post-mortem.", RUN, "incident"),
    Entry(
        "export", f"{_HERE}.incident", "export", "Write the record as Markdown.", RUN, "incident"
    ),
    Entry(
        "template",
        f"{_HERE}.incident",
        "template",
        "Write a notice with the facts.",
        RUN,
        "incident",
    ),
    Entry(
        "metrics",
        f"{_HERE}.incident",
        "metrics",
        "Times to detect, acknowledge, resolve.",
        RUN,
        "incident",
    ),
    Entry(
        "deliver", f"{_HERE}.incident", "deliver", "Tell now who is to be told.", RUN, "incident"
    ),
    Entry(
        "status",
        f"{_HERE}.slo",
        "status",
        "Show what is left of every budget, burn, modes and alerts.",
        RUN,
        "slo",
    ),
    Entry("report", f"{_HERE}.slo", "report", "Write the report of a week or a month.", RUN, "slo"),
    Entry("gate", f"{_HERE}.slo", "gate", "Ask whether an app may be deployed.", RUN, "slo"),
    Entry("evaluate", f"{_HERE}.slo", "evaluate", "Judge the minute that is over.", RUN, "slo"),
    Entry("check", f"{_HERE}.slo", "check", "Check OpenSLO files.", DEVELOP, "slo"),
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
    Entry("create", f"{_HERE}.backup", "create", "Make a backup.", RUN, "backup"),
    Entry(
        "verify",
        f"{_HERE}.backup",
        "verify_archive",
        "Prove a backup by restoring it elsewhere.",
        RUN,
        "backup",
    ),
    Entry("restore", f"{_HERE}.backup_restore", "restore", "Bring a backup back.", RUN, "backup"),
    Entry(
        "list",
        f"{_HERE}.backup_looking",
        "list_backups",
        "List backups, and what would be lost now.",
        RUN,
        "backup",
    ),
    Entry("prune", f"{_HERE}.backup", "prune", "Throw old backups away.", RUN, "backup"),
    Entry("drill", f"{_HERE}.backup_looking", "drill", "Practise the worst day.", RUN, "backup"),
    Entry(
        "daily",
        f"{_HERE}.backup_looking",
        "daily",
        "What the worker runs at night.",
        RUN,
        "backup",
        hidden=True,
    ),
    Entry("ready", f"{_HERE}.ready", "ready", "Ask for health.", RUN, hidden=True),
    Entry("worker", f"{_HERE}.children", "worker", "Work in the background.", RUN, hidden=True),
    Entry(
        "list",
        f"{_HERE}.maintenance",
        "list_maintenance",
        "List what was announced.",
        RUN,
        "maintenance",
    ),
    Entry(
        "announce",
        f"{_HERE}.maintenance",
        "announce",
        "Announce maintenance.",
        RUN,
        "maintenance",
    ),
    Entry(
        "cancel",
        f"{_HERE}.maintenance",
        "call_off",
        "Call maintenance off, or end it now.",
        RUN,
        "maintenance",
    ),
    Entry("write", f"{_HERE}.status", "write", "Write the status page as files.", RUN, "status"),
    Entry(
        "serve",
        f"{_HERE}.status",
        "serve",
        "Serve the page that was written last.",
        RUN,
        "status",
    ),
    Entry("show", f"{_HERE}.status", "show", "Show how each app is.", RUN, "status"),
    Entry("watch", f"{_HERE}.watch", "watch", "Watch from outside.", RUN, hidden=True),
    Entry("demo", f"{_HERE}.children", "demo", "Make the demo workspace.", RUN, hidden=True),
)

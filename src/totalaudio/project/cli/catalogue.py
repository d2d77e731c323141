"""Every command: its name, where it is, what it does, and the group in which help shows it."""

from typing import Final

from totalaudio.project.cli import catalogue_operations as operations
from totalaudio.project.cli.entry import DATABASE, DEVELOP, HERE, RUN, WORK, Entry, Group

GROUPS: Final = (
    Group("db", "The way into the running platform's database.", DATABASE),
    Group("env", "The settings of the apps.", RUN),
    Group("operator", "Staff of this installation.", DATABASE),
    Group("billing", "What this installation sells.", DATABASE),
    Group("metrics", "What was recorded: events, figures, and forgetting a person.", DATABASE),
    Group("flags", "Which features are on, for whom, and why.", DATABASE),
    *operations.GROUPS,
)

COMMANDS: Final = (
    Entry("up", f"{HERE}.up", "up", "Run everything: database, web pages, worker.", RUN),
    Entry(
        "enrich",
        f"{HERE}.enrich",
        "enrich",
        "Enrich a list of contacts, without account or server.",
        WORK,
    ),
    Entry(
        "url",
        f"{HERE}.db",
        "url",
        "Print the address of the running platform's database.",
        DATABASE,
        "db",
    ),
    Entry(
        "shell",
        f"{HERE}.db",
        "shell",
        "Open psql in the running platform's database.",
        DATABASE,
        "db",
    ),
    Entry(
        "lint",
        f"{HERE}.db_lint",
        "lint",
        "Lint migrations: they may only expand.",
        DATABASE,
        "db",
    ),
    Entry(
        "create", f"{HERE}.operator", "create", "Make a person an operator.", DATABASE, "operator"
    ),
    Entry("list", f"{HERE}.flags", "list_flags", "List all flags.", DATABASE, "flags"),
    Entry("set", f"{HERE}.flags", "set_flag", "Override a flag.", DATABASE, "flags"),
    Entry("clear", f"{HERE}.flags", "clear_flag", "Take an override back.", DATABASE, "flags"),
    Entry(
        "explain",
        f"{HERE}.flags",
        "explain_flag",
        "Say why a flag is on or off, step by step.",
        DATABASE,
        "flags",
    ),
    Entry(
        "sync-prices",
        f"{HERE}.billing",
        "sync_prices",
        "Make Stripe's prices what the plans say.",
        DATABASE,
        "billing",
    ),
    Entry(
        "summary",
        f"{HERE}.metrics",
        "summary",
        "Show funnel, events and errors of the last days.",
        DATABASE,
        "metrics",
    ),
    Entry("export", f"{HERE}.metrics", "export", "Write events one by one.", DATABASE, "metrics"),
    Entry(
        "forget",
        f"{HERE}.metrics",
        "forget",
        "Delete what was recorded of a person.",
        DATABASE,
        "metrics",
    ),
    Entry(
        "test",
        f"{HERE}.testing",
        "test",
        "Run the tests on a throwaway server.",
        DEVELOP,
        passes_options=True,
    ),
    Entry(
        "check",
        f"{HERE}.check",
        "check",
        "Check format, types, imports, schema and documents.",
        DEVELOP,
    ),
    Entry(
        "check",
        f"{HERE}.env",
        "check",
        "Check the settings of an app before it is started.",
        RUN,
        "env",
    ),
    Entry("example", f"{HERE}.env", "example", "Print .env.example.", DEVELOP, "env"),
    Entry("docs", f"{HERE}.env", "docs", "Print docs/settings.md.", DEVELOP, "env"),
    Entry(
        "build", f"{HERE}.build", "build", "Build an app and start it, as a server would.", DEVELOP
    ),
    Entry("needs", f"{HERE}.needs", "needs", "Install the programs that tests need.", DEVELOP),
    Entry("audit", f"{HERE}.audit", "audit", "Look for known holes and secrets.", DEVELOP),
    Entry("bench", f"{HERE}.bench", "bench", "Run a benchmark, or list them.", DEVELOP),
    Entry("tables", f"{HERE}.tables", "tables", "Write the tables in the documents.", DEVELOP),
    Entry(
        "workflows",
        f"{HERE}.workflows",
        "workflows",
        "Write the workflows from the import graph.",
        DEVELOP,
    ),
    Entry("lock", f"{HERE}.lock", "lock", "Compile the pinned dependencies again.", DEVELOP),
    Entry(
        "schema", f"{HERE}.schema", "schema", "Write db/schema.sql from the migrations.", DEVELOP
    ),
    Entry(
        "green",
        f"{HERE}.green",
        "green",
        "Write down that everything passed.",
        DEVELOP,
        hidden=True,
    ),
    Entry("ready", f"{HERE}.ready", "ready", "Ask for health.", RUN, hidden=True),
    Entry("worker", f"{HERE}.children", "worker", "Work in the background.", RUN, hidden=True),
    Entry("watch", f"{HERE}.watch", "watch", "Watch from outside.", RUN, hidden=True),
    Entry("serve", f"{HERE}.serve", "serve", "Run a process of a release.", RUN, hidden=True),
    Entry("demo", f"{HERE}.children", "demo", "Make the demo workspace.", RUN, hidden=True),
    *operations.COMMANDS,
)

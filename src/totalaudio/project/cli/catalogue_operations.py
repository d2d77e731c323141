"""The commands that operate the platform; most work while it does not start."""

from typing import Final

from totalaudio.project.cli.entry import DEVELOP, HERE, OPERATE, Entry, Group

GROUPS: Final = (
    Group("backup", "Backups: made, proved by restoring them, brought back.", OPERATE),
    Group("slo", "Objectives: budgets, modes, reports, and the gate before a deploy.", OPERATE),
    Group("incident", "What went wrong, and how far it is dealt with.", OPERATE),
    Group("maintenance", "What is announced and left out of every objective.", OPERATE),
    Group("site", "A server machine that apps are deployed to.", OPERATE),
    Group("status", "The public status page.", OPERATE),
    Group("changeset", "What a change means for the versions.", DEVELOP),
    Group("release", "Versions, changelogs, tags.", DEVELOP),
    Group("github", "What workflows ask of GitHub and tell there.", OPERATE),
)

# The group, the command, its module, its function, and what it does.
_ROWS: Final = (
    ("backup", "create", "backup", "create", "Make a backup."),
    ("backup", "verify", "backup", "verify_archive", "Prove a backup by restoring it elsewhere."),
    ("backup", "restore", "backup_restore", "restore", "Bring a backup back."),
    (
        "backup",
        "list",
        "backup_looking",
        "list_backups",
        "List backups, and what would be lost now.",
    ),
    ("backup", "sealed", "backup_artifact", "sealed", "Refuse backups that are not encrypted."),
    ("backup", "prove", "backup_artifact", "prove", "Prove the one backup in a folder."),
    ("backup", "prune", "backup", "prune", "Throw old backups away."),
    ("backup", "drill", "backup_looking", "drill", "Practise the worst day."),
    (
        "slo",
        "status",
        "slo",
        "status",
        "Show what is left of every budget, burn, modes and alerts.",
    ),
    ("slo", "report", "slo", "report", "Write the report of a week or a month."),
    ("slo", "gate", "slo", "gate", "Ask whether an app may be deployed."),
    ("slo", "evaluate", "slo", "evaluate", "Judge the minute that is over."),
    ("incident", "list", "incident", "list_incidents", "List incidents that are not resolved."),
    ("incident", "show", "incident", "show", "Show one with its timeline."),
    ("incident", "open", "incident_change", "open_one", "Open an incident."),
    ("incident", "note", "incident_change", "note", "Write something down."),
    (
        "incident",
        "update",
        "incident_change",
        "update",
        "Say how it stands, on the status page too.",
    ),
    ("incident", "acknowledge", "incident_change", "acknowledge", "Respond: the clock stops."),
    ("incident", "mitigate", "incident_change", "mitigate", "People no longer feel it."),
    ("incident", "resolve", "incident_change", "resolve", "Its cause is dealt with."),
    ("incident", "level", "incident_change", "change_level", "Make it worse or less bad."),
    ("incident", "lead", "incident_change", "lead", "Name who leads."),
    ("incident", "title", "incident_change", "title", "Say in other words what is wrong."),
    ("incident", "post-mortem", "incident_learn", "post_mortem", "Write the post-mortem."),
    ("incident", "action", "incident_learn", "action", "Add an action to it."),
    ("incident", "done", "incident_learn", "done", "Say that an action is done."),
    ("incident", "close", "incident_learn", "close", "Close the post-mortem."),
    ("incident", "export", "incident", "export", "Write the record as Markdown."),
    ("incident", "template", "incident", "template", "Write a notice with the facts."),
    ("incident", "metrics", "incident", "metrics", "Times to detect, acknowledge, resolve."),
    ("incident", "deliver", "incident", "deliver", "Tell now who is to be told."),
    ("maintenance", "list", "maintenance", "list_maintenance", "List what was announced."),
    ("maintenance", "announce", "maintenance", "announce", "Announce maintenance."),
    ("maintenance", "cancel", "maintenance", "call_off", "Call maintenance off, or end it now."),
    (
        "release",
        "pull-request",
        "release_pull_request",
        "pull_request",
        "Keep a pull request with the next versions open.",
    ),
    ("github", "wait", "github", "wait", "Wait for the checks of a commit."),
    ("github", "deployment", "github", "deployment", "Say how a deploy went."),
    ("site", "init", "site", "init", "Make the folder of a site."),
    ("site", "database", "site", "database", "Make an environment's database and roles."),
    ("site", "check", "site", "check", "Say everything that is wrong with a site."),
    ("site", "start", "site", "start", "Start everything, as after a reboot."),
    ("site", "stop", "site", "stop", "Stop everything."),
    ("site", "status", "site", "status", "Show what serves."),
    ("site", "certificate", "site", "certificate", "Renew the certificate, and use it."),
    ("status", "write", "status", "write", "Write the status page as files."),
    ("status", "serve", "status", "serve", "Serve the page that was written last."),
    ("status", "show", "status", "show", "Show how each app is."),
)
# Commands without a group.
_BARE: Final = (
    ("deploy", "Deploy an app: gate, build, start, check, switch, watch, keep."),
    ("rollback", "Go back to the version that was kept before."),
    ("promote", "Give to production what the preview serves."),
    ("deployments", "List deploys and rollbacks, or show one."),
)
COMMANDS: Final = (
    *(Entry(name, f"{HERE}.deploy", name, says, OPERATE) for name, says in _BARE),
    *(
        Entry(name, f"{HERE}.{module}", function, says, OPERATE, group)
        for group, name, module, function, says in _ROWS
    ),
    Entry(
        "on",
        f"{HERE}.on",
        "on",
        "Run a command at a site on another machine.",
        OPERATE,
        passes_options=True,
    ),
    Entry(
        "run",
        f"{HERE}.site_run",
        "run",
        "Run a command with an environment's settings.",
        OPERATE,
        "site",
        takes_command=True,
    ),
    Entry("check", f"{HERE}.slo", "check", "Check OpenSLO files.", DEVELOP, "slo"),
    *(
        Entry(name, f"{HERE}.{module}", name, says, DEVELOP, module.partition("_")[0])
        for module, name, says in (
            ("changeset", "add", "Say what a change means for the versions."),
            ("changeset", "status", "Show what would be released, and what has no changeset."),
            ("changeset", "pre", "Begin a pre-release, or end it."),
            ("release", "plan", "Show the next release."),
            ("release", "version", "Move versions and write changelogs."),
            ("release_publish", "publish", "Tag the versions that have no tag."),
            ("release", "notes", "Print what a version's changelog says."),
        )
    ),
    Entry(
        "look",
        f"{HERE}.backup_looking",
        "look",
        "What the worker runs each hour.",
        OPERATE,
        "backup",
        hidden=True,
    ),
    Entry(
        "daily",
        f"{HERE}.backup_looking",
        "daily",
        "What the worker runs at night.",
        OPERATE,
        "backup",
        hidden=True,
    ),
)

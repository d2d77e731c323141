"""Documents made from the declarations of the settings: .env.example and docs/settings.md."""

from typing import Final

from .declared import OF_COMMANDS, Setting, settings
from .words import DEPLOYED, App, Stage

ORDER: Final = (App.INTEL, App.TRACKER, App.PITCH, App.WORKER)
EXAMPLE_HEAD: Final = """\
# The settings of Total Audio Platform, with examples that open nothing.
# Written by: ./totalaudio env example. What each means: docs/settings.md.
# Check your own: ./totalaudio env check audio-intel --env production --file .env
"""
DOCS_HEAD: Final = """\
# Settings

Written by `./totalaudio env docs` from the declarations in `src/totalaudio/project/environment/`; change those.

A process reads its settings from the process environment, once, when it starts. If anything is wrong it does not
start, and says everything that is wrong at once: the variable, what is wrong, the fix, and never a value. What is empty
counts as not set. Secrets appear in no log, page or error.

`./totalaudio up` needs none of them. Before a deploy, check what an app would be given:

```
./totalaudio env check audio-intel --env production              # what this terminal has
./totalaudio env check worker --env production --file .env       # what a file has
./totalaudio env check tracker --env production --connect        # and ask the database who we are there
```

"""
RULES_TEXT: Final = """
## What must hold beside that

- No text is blank, in quotes, or a word such as `undefined`, `null` or `${NAME}`: those come from templates that nobody
  filled in.
- Addresses of databases are read by libpq; a password with `@` or `/` in it must be escaped (`%40`, `%2F`).
- Web apps hold no address but that of `totalaudio_app`, whose role is neither superuser nor owner of tables: asked at
  start, and by `--connect`.
- `TOKEN_KEYS` are keys of 32 bytes each in base64 as addresses have it (`-` and `_`), with commas between.
- `GOOGLE_CLIENT_ID` and `GOOGLE_CLIENT_SECRET` are set both or neither.
- `STRIPE_SECRET_KEY` comes with `STRIPE_WEBHOOK_SECRET`; the previous webhook secret is another one. A live key is
  refused outside production, a test key in it.
- `PUBLIC_URL` names one site, as browsers do: no `*`, no dot at an end, and other alphabets in their `xn--` form.
- `EMAIL_FROM` and `PRIVACY_EMAIL` are addresses of mail, `DEMO_CALL_URL` of a page.
- `STRIPE_API_BASE` and `GOOGLE_API_BASE` are https or on this machine, and refused in production.
- `ANTHROPIC_BASE_URL` is https, or outside production on this machine.
- `ALERT_WEBHOOK_URL` comes with an `ALERT_WEBHOOK_SECRET` of at least 24 characters, and is https or on this machine;
  `QUIET_HOURS` are two times with a hyphen between. `METRICS_TOKEN` has at least 16 characters.
- `BACKUP_STORE` is a folder or `s3://bucket/prefix`; in production the second comes with `BACKUP_RECIPIENTS`. The two
  halves of its key are set both or neither, and `BACKUP_SIGNING_KEY` has at least 16 characters.
- With `VERCEL`, `APP` is one of the web apps.
- Where `PUBLIC_URL` is an address that others can reach, `SECRET_KEY` is one of your own, in every environment.
- In production: `SECRET_KEY` has at least 32 characters that are not all alike, `PUBLIC_URL` is https, `EMAIL_URL` does
  not send its password in clear, the demo is off, and no secret is an example.
"""


def example() -> str:
    """The text of .env.example."""
    return "\n".join([EXAMPLE_HEAD, *map(_example, settings())])


def docs() -> str:
    """The text of docs/settings.md."""
    rows = [_row(one) for one in settings()]
    head = "| name | what it is for | apps | needed | default |\n|---|---|---|---|---|\n"
    commands = [f"| `{name}` | {says} |\n" for name, says in OF_COMMANDS.items()]
    read_by_commands = "\n## What only commands read\n\n| name | what it is for |\n|---|---|\n"
    return "".join([DOCS_HEAD, head, *rows, RULES_TEXT, read_by_commands, *commands])


def _example(one: Setting) -> str:
    return f"# {one.about.says}\n#{one.name}={_quoted(one.about.example)}\n"


def _quoted(text: str) -> str:
    return f"'{text}'" if " " in text else text


def _row(one: Setting) -> str:
    says = one.about.says + (" **Secret.**" if one.is_secret else "")
    default = f"`{one.default}`" if one.default else ""
    return f"| `{one.name}` | {says} | {_apps(one)} | {_needed(one)} | {default} |\n"


def _apps(one: Setting) -> str:
    if one.about.apps == DEPLOYED:
        return "all"
    return ", ".join(app.deployable for app in ORDER if app in one.about.apps) or "`up` alone"


def _needed(one: Setting) -> str:
    always = [app.deployable for app in ORDER if app in one.about.always]
    if always:
        return ", ".join(always)
    return str(Stage.PRODUCTION) if one.about.in_production else ""

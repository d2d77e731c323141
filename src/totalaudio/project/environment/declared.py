"""The declarations of the settings, to be walked through."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import EnumType
from typing import Final, get_args

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from .fields import About, Environment

# What only the command line itself reads, to compose its processes.
OF_COMMANDS: Final = {
    "DATA_DIR": "The folder with the built-in database, the logs and the keys; `.totalaudio/data` when unset.",
    "DATABASE_APP_URL": "`up` on a server where the roles exist: the address of totalaudio_app, set with the next two.",
    "PG_BINDIR": "The programs of a PostgreSQL of your own, in place of the built-in one.",
    "BACKUP_IDENTITY": "`backup prove` in a workflow: the private age key itself, where there is no file with it.",
    "ADMINISTRATOR_URL": "`site database`: an administrator's address of the server; no list of processes shows it.",
    "DEPLOY_SITE": "Commands of sites and deploys: the folder of the site, in place of --site.",
    "DEPLOY_SSH_KEY": "`on`: the private key with which it signs in at the server; ssh's own keys when unset.",
    "DEPLOY_KNOWN_HOSTS": "`on`: the lines by which it knows the server; ssh's own file when unset.",
    "VERCEL_TOKEN": "`deploy --target vercel`: the token of Vercel's API.",
    "VERCEL_PROJECTS": "`deploy --target vercel`: the project of each app, as in `production/tracker=prj_1`,"
    " with spaces between.",
    "VERCEL_TEAM_ID": "`deploy --target vercel`: the team to which the projects belong, if one does.",
    "VERCEL_AUTOMATION_BYPASS_SECRET": "`deploy --target vercel`: opens protected deployments to our own questions.",
    "VERCEL_API_BASE": "`deploy --target vercel`: where Vercel's API answers; https://api.vercel.com when unset.",
    "NO_COLOR": "Set to anything: no colours on the terminal.",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared variable."""

    name: str
    about: About
    kind: str
    is_secret: bool
    default: str

    @property
    def fix(self) -> str:
        """What to do when it cannot be read."""
        return self.about.fix or f"set it to {self.kind}"


def settings() -> Iterator[Setting]:
    """Every setting, in the order of its declaration."""
    for name, field in Environment.model_fields.items():
        yield _setting(name.upper(), field)


def setting(name: str) -> Setting:
    """The setting of this name."""
    return _setting(name, Environment.model_fields[name.lower()])


def _setting(name: str, field: FieldInfo) -> Setting:
    about = next(found for found in field.metadata if isinstance(found, About))
    types = get_args(field.annotation) or (field.annotation,)
    is_secret = SecretStr in types
    default = "" if is_secret or field.default is None else _written(field.default)
    return Setting(name, about, _kind(types[0]), is_secret, default)


def _kind(type_: object) -> str:
    if isinstance(type_, EnumType):
        *first, last = map(str, type_.__members__.values())
        return f"{', '.join(first)} or {last}"
    return {bool: "true or false", int: "a whole number"}.get(type_, "text")  # type: ignore[call-overload, no-any-return]  # any type


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

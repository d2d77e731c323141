"""What must hold across settings, for an app in a stage; each rule gives the faults that it finds."""

from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import SplitResult

from pydantic import SecretStr

from .alerts import alerts
from .backups import backups
from .declared import settings
from .faults import Fault
from .fields import Environment
from .fields.fixes import (
    ADDRESS_FIX,
    DEVELOPMENT_KEY,
    FERNET_FIX,
    KEY_FIX,
    MAIL_FIX,
    METRICS_FIX,
    URL_FIX,
)
from .hosting import hosting
from .language_models import language_models
from .payments import payments
from .shown import shown
from .stand_ins import stand_in
from .texts import (
    fault_of_text,
    is_database,
    is_fernet_key,
    is_loopback,
    mail_server,
    web_address,
)
from .words import DEPLOYED, App, Stage

type Rule = Callable[[Environment], Iterator[Fault]]

ESCAPED: Final = "with special characters of the password escaped (@ as %40, / as %2F)"
LEAST_LETTERS: Final = 5
LEAST_OF_TOKEN: Final = 16


def required(env: Environment) -> Iterator[Fault]:
    """What this app cannot start without is there."""
    for one in settings():
        if one.about.is_required(env.app, env.environment) and not _is_set(env, one.name):
            yield Fault(one.name, "is missing", one.fix)


def required_of_platform(env: Environment) -> Iterator[Fault]:
    """The same for `totalaudio up`, which makes the addresses of the database itself."""
    return (fault for fault in required(env) if not fault.name.startswith("DATABASE_"))


def held_by_the_right_ones(env: Environment) -> Iterator[Fault]:
    """A deployable holds no address that is kept from it."""
    for one in settings():
        if one.about.is_kept_from_others and _is_set(env, one.name):
            holders = "the worker" if App.WORKER in one.about.apps else "migrations"
            if env.app in DEPLOYED - one.about.apps:
                yield Fault(one.name, f"only {holders} may hold this", "unset it here")


def texts(env: Environment) -> Iterator[Fault]:
    """No text is blank, quoted, or a word that stands for no value; no secret is the example."""
    for one in settings():
        text = _text(env, one.name)
        if not text or not _is_set(env, one.name):
            continue
        if fault := fault_of_text(text):
            wrong, fix = fault
            yield Fault(one.name, wrong, one.about.fix or fix)
        elif one.is_secret and text == one.about.example and env.is_production:
            yield Fault(one.name, "is the example that everybody can read", one.fix)


def key(env: Environment) -> Iterator[Fault]:
    """Production signs with a key that cannot be guessed."""
    found = env.secret_key.get_secret_value()
    if not env.is_production or not _is_set(env, "SECRET_KEY"):
        return
    if found == DEVELOPMENT_KEY:
        yield Fault("SECRET_KEY", "is the one for development", KEY_FIX)
    elif len(found) < 32:
        yield Fault("SECRET_KEY", "is too short", KEY_FIX)
    elif len(set(found)) < LEAST_LETTERS or found.startswith("django-insecure-"):
        yield Fault("SECRET_KEY", "is easy to guess", KEY_FIX)


def token_keys(env: Environment) -> Iterator[Fault]:
    """Each key that encrypts tokens is one that Fernet takes."""
    if any(not is_fernet_key(text) for text in env.fernet_keys):
        yield Fault("TOKEN_KEYS", "is not a list of Fernet keys with commas between", FERNET_FIX)


def metrics_token(env: Environment) -> Iterator[Fault]:
    """What opens the metrics cannot be guessed."""
    if env.metrics_token and len(env.metrics_token.get_secret_value()) < LEAST_OF_TOKEN:
        yield Fault("METRICS_TOKEN", "is too short", METRICS_FIX)


def key_of_ones_own(env: Environment) -> Iterator[Fault]:
    """A process that others reach does not sign with the key that everybody has, even if nobody said production."""
    public = web_address(env.public_url)
    is_reached = public is not None and not _is_here(public.hostname or "")
    if is_reached and env.secret_key.get_secret_value() == DEVELOPMENT_KEY:
        yield Fault("SECRET_KEY", "is the one for development, and PUBLIC_URL is not", KEY_FIX)


def addresses(env: Environment) -> Iterator[Fault]:
    """Every address is read as it was meant."""
    for name in (
        "DATABASE_URL",
        "DATABASE_SYSTEM_URL",
        "DATABASE_OWNER_URL",
        "DATABASE_DIRECT_URL",
    ):
        if _is_set(env, name) and not is_database(_text(env, name)):
            fix = ADDRESS_FIX.format(role="the database")
            yield Fault(name, "is not an address of PostgreSQL", f"{fix}, {ESCAPED}")
    public = web_address(env.public_url)
    if env.public_url and (public is None or public.path not in {"", "/"}):
        yield Fault("PUBLIC_URL", "is not the address of a site", URL_FIX)
    elif public and env.is_production and public.scheme != "https":
        yield Fault("PUBLIC_URL", "is not https", URL_FIX)
    elif public and env.is_production and _is_here(public.hostname or ""):
        yield Fault("PUBLIC_URL", "is of this machine alone", URL_FIX)


def mail(env: Environment) -> Iterator[Fault]:
    """The mail server can be reached, and its password is not sent in clear."""
    if env.email_url is None:
        return
    server = mail_server(env.email_url.get_secret_value())
    if server is None:
        yield Fault("EMAIL_URL", "is not the address of a mail server", f"{MAIL_FIX}, {ESCAPED}")
    elif env.is_production and _is_clear(server):
        fix = "begin it with smtps:// or smtp+tls://"
        yield Fault("EMAIL_URL", "sends its password in clear", fix)


def google(env: Environment) -> Iterator[Fault]:
    """Sign-in with Google has both halves, and Google is Google."""
    yield from stand_in(env, "GOOGLE_API_BASE", env.google_api_base)
    pair = ("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET")
    missing = [name for name in pair if not _text(env, name)]
    if len(missing) == 1:
        there = next(name for name in pair if name not in missing)
        yield Fault(missing[0], f"is missing, and {there} is set", "set both or neither")


def demo(env: Environment) -> Iterator[Fault]:
    """The demo's sign-in, which everybody knows, stays out of production."""
    if env.demo and env.environment is Stage.PRODUCTION:
        yield Fault("DEMO", "shows a sign-in that everybody knows", "unset it in production")


_ALWAYS: Final[tuple[Rule, ...]] = (
    key,
    token_keys,
    addresses,
    mail,
    google,
    payments,
    alerts,
    language_models,
    shown,
    backups,
    demo,
    metrics_token,
    hosting,
)
OF_DEPLOYABLES: Final[tuple[Rule, ...]] = (
    texts,
    required,
    held_by_the_right_ones,
    *_ALWAYS,
    key_of_ones_own,
)
OF_PLATFORM: Final[tuple[Rule, ...]] = (texts, required_of_platform, *_ALWAYS)


def faults_of(env: Environment, rules: tuple[Rule, ...] = OF_DEPLOYABLES) -> Iterator[Fault]:
    """Everything that is wrong, in the order of the declarations; of one variable the first fault only."""
    found: dict[str, Fault] = {}
    for rule in rules:
        for fault in rule(env):
            found.setdefault(fault.name, fault)
    return (found[one.name] for one in settings() if one.name in found)


def _is_here(host: str) -> bool:
    return is_loopback(host) or host.endswith(".localhost") or host in {"0.0.0.0", "::"}  # noqa: S104 - compared


def _is_clear(server: SplitResult) -> bool:
    is_open = server.scheme == "smtp" and not is_loopback(server.hostname or "")
    return is_open and server.password is not None


def _is_set(env: Environment, name: str) -> bool:
    return name.lower() in env.model_fields_set and getattr(env, name.lower()) is not None


def _text(env: Environment, name: str) -> str:
    found = getattr(env, name.lower())
    if isinstance(found, SecretStr):
        return found.get_secret_value()
    return found if isinstance(found, str) and not isinstance(found, (App, Stage)) else ""

"""What the platform itself needs: who it is, its keys, its database, its address, its mail."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr

from ..words import WEB, App, Stage
from .about import About
from .fixes import ADDRESS_FIX, DEVELOPMENT_KEY, FERNET_FIX, KEY_FIX, MAIL_FIX, URL_FIX


class Platform(BaseModel):
    """The settings of the platform itself."""

    environment: Annotated[
        Stage, About("Where this runs. Production is where real people's data is.", "production")
    ] = Stage.DEVELOPMENT
    app: Annotated[
        App,
        About("Which part of the platform this process is; all of it when unset.", "audio-intel"),
    ] = App.ALL
    secret_key: Annotated[
        SecretStr,
        About(
            "Signs sessions and links. Changing it signs everybody out.",
            "write-here-48-random-characters",
            KEY_FIX,
            in_production=True,
        ),
    ] = SecretStr(DEVELOPMENT_KEY)
    token_keys: Annotated[
        SecretStr | None,
        About(
            "Encrypts passwords and tokens of people's mailboxes: Fernet keys with commas between, the newest first."
            " An old key may go once nothing is encrypted with it any more.",
            "write-here-a-key-of-32-bytes-in-base64",
            FERNET_FIX,
            apps=frozenset({App.PITCH, App.WORKER}),
            in_production=True,
        ),
    ] = None
    database_url: Annotated[
        SecretStr,
        About(
            "PostgreSQL (15 to 18) as the role totalaudio_app. `totalaudio up` takes an administrator's address here"
            " and makes the roles itself; without one it runs a server of its own.",
            "postgresql://totalaudio_app:password@db.example.com:5432/totalaudio",
            ADDRESS_FIX.format(role="totalaudio_app"),
            in_production=True,
        ),
    ] = SecretStr("postgresql:///totalaudio")
    database_system_url: Annotated[
        SecretStr | None,
        About(
            "The same database as the role totalaudio_system, for work without a person.",
            "postgresql://totalaudio_system:password@db.example.com:5432/totalaudio",
            ADDRESS_FIX.format(role="totalaudio_system"),
            apps=frozenset({App.WORKER}),
            always=frozenset({App.WORKER}),
            is_kept_from_others=True,
        ),
    ] = None
    database_owner_url: Annotated[
        SecretStr | None,
        About(
            "The same database as the role totalaudio_owner. Only `totalaudio up` takes it, for migrations.",
            "postgresql://totalaudio_owner:password@db.example.com:5432/totalaudio",
            apps=frozenset(),
            is_kept_from_others=True,
        ),
    ] = None
    database_direct_url: Annotated[
        SecretStr | None,
        About(
            "The database as totalaudio_app past a connection pooler, where the app listens for changes of flags;"
            " DATABASE_URL when unset.",
            "postgresql://totalaudio_app:password@direct.example.com:5432/totalaudio",
        ),
    ] = None
    host: Annotated[str, About("The address to listen on.", "127.0.0.1", apps=WEB)] = "127.0.0.1"
    port: Annotated[
        int,
        Field(ge=1, le=65535),
        About("Where to listen.", "8000", "set it to a number from 1 to 65535", apps=WEB),
    ] = 8000
    public_url: Annotated[
        str,
        About(
            "The address that people use, for links in mail; HOST and PORT when unset.",
            "https://promotion.example.com",
            URL_FIX,
            in_production=True,
        ),
    ] = ""
    email_url: Annotated[
        SecretStr | None,
        About(
            "The mail server: smtps://, smtp+tls:// (STARTTLS) or smtp://. Without one, mail is shown in the outbox.",
            "smtps://user:password@mail.example.com:465",
            MAIL_FIX,
            in_production=True,
        ),
    ] = None
    email_from: Annotated[
        str,
        About(
            "The sender of the platform's own mail.", "Total Audio <hello@promotion.example.com>"
        ),
    ] = ""
    demo: Annotated[
        bool, About("Whether the demo's sign-in is shown; never in production.", "false", apps=WEB)
    ] = False
    look_outside: Annotated[
        bool, About("Whether enrichment may ask DNS and other people's sites.", "true")
    ] = True

    @property
    def is_production(self) -> bool:
        """Whether real people's data is served."""
        return self.environment is Stage.PRODUCTION

    @property
    def fernet_keys(self) -> tuple[str, ...]:
        """The keys for mailboxes, the newest first."""
        told = self.token_keys.get_secret_value() if self.token_keys else ""
        return tuple(key.strip() for key in told.split(",")) if told else ()

    @property
    def site_host(self) -> str:
        """The name under which people reach the platform, without a port."""
        host = urlsplit(self.base_url).hostname or self.host
        return f"[{host}]" if ":" in host else host

    @property
    def base_url(self) -> str:
        """The address that people use, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

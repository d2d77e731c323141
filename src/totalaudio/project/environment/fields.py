"""Every setting: its name and type, what it is for, who needs it, and an example that is no secret."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from totalaudio_ops.probes.targets import read_targets

from .words import DEPLOYED, WEB, App, Stage

DEVELOPMENT_KEY = "development-only-key-that-protects-nothing"


@dataclass(frozen=True, slots=True)
class About:
    """What the type of a setting does not say: for people, and for the rules.

    `apps` may have it, `always` are the apps that cannot start without it, and with `in_production` all of `apps`
    cannot start without it there. Where `is_kept_from_others`, every other deployable refuses to hold it.
    """

    says: str
    example: str
    fix: str = ""
    apps: frozenset[App] = DEPLOYED
    always: frozenset[App] = frozenset()
    in_production: bool = False
    is_kept_from_others: bool = False

    def is_required(self, app: App, stage: Stage) -> bool:
        """Whether a process of this app cannot start without it."""
        return app in self.always or (
            self.in_production
            and stage is Stage.PRODUCTION
            and (app in self.apps or app is App.ALL)
        )


KEY_FIX = "set it to at least 32 random characters"
FERNET_FIX = "set it to the output of: openssl rand -base64 32 | tr '+/' '-_'"
METRICS_FIX = "set it to at least 16 random characters"
URL_FIX = "set it to the https address that people use"
MAIL_FIX = "set it to the mail server, as in smtps://user:password@host:465"
ADDRESS_FIX = "set it to the address of {role}, as in postgresql://user:password@host:5432/database"


def _of_probes(text: str) -> str:
    read_targets(text)
    return text


class Environment(BaseSettings):
    """What a process is told from outside; secrets never appear in its text form or in its errors."""

    model_config = SettingsConfigDict(
        hide_input_in_errors=True, extra="ignore", frozen=True, env_ignore_empty=True
    )

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
    google_client_id: Annotated[
        str,
        About("Sign-in with Google, and Gmail: the client's id.", "1234.apps.example.com"),
    ] = ""
    google_client_secret: Annotated[
        SecretStr | None,
        About("Sign-in with Google, and Gmail: the client's secret.", "secret-of-the-client"),
    ] = None
    google_api_base: Annotated[
        str,
        About(
            "Gmail: where Google, or a stand-in for tests, answers; never in production.",
            "http://127.0.0.1:12112",
        ),
    ] = ""
    stripe_secret_key: Annotated[
        SecretStr | None,
        About("Payments: the secret key. Live in production, and only there.", "sk_test_example"),
    ] = None
    stripe_webhook_secret: Annotated[
        SecretStr | None,
        About("Payments: the signing secret of the webhook.", "whsec_example"),
    ] = None
    stripe_webhook_secret_previous: Annotated[
        SecretStr | None,
        About("Payments: the signing secret before this one, while it is changed.", "whsec_before"),
    ] = None
    stripe_api_base: Annotated[
        str,
        About(
            "Payments: where Stripe, or a stand-in for tests, answers; never in production.",
            "http://127.0.0.1:12111",
        ),
    ] = ""
    anthropic_api_key: Annotated[
        SecretStr | None,
        About(
            "The writer that is a language model: the key of its API. Without one, templates write.",
            "sk-ant-example",
            apps=frozenset({App.PITCH, App.WORKER}),
        ),
    ] = None
    anthropic_base_url: Annotated[
        str,
        About(
            "Where that API answers: https, or a stand-in on this machine.",
            "https://api.anthropic.com",
            apps=frozenset({App.PITCH, App.WORKER}),
        ),
    ] = "https://api.anthropic.com"
    anthropic_model: Annotated[
        str,
        About(
            "Which model writes, by the name that the API knows.",
            "claude-sonnet-5",
            apps=frozenset({App.PITCH, App.WORKER}),
        ),
    ] = "claude-sonnet-5"
    company_name: Annotated[
        str, About("Who runs this installation, as the privacy notice names them.", "Example Ltd")
    ] = ""
    company_address: Annotated[
        str,
        About("The postal address of who runs it, on one line.", "1 Example Street, London"),
    ] = ""
    privacy_email: Annotated[
        str, About("Where people write about their personal data.", "privacy@example.com")
    ] = ""
    demo_call_url: Annotated[
        str,
        About(
            "The video room of demo calls; without it the staff write to each visitor how to join.",
            "https://meet.example.com/demo",
        ),
    ] = ""
    status_url: Annotated[
        str,
        About(
            "The address of the public status page, for links to it; its own server on this machine when unset.",
            "https://status.example.com",
        ),
    ] = ""
    status_port: Annotated[
        int | None,
        Field(ge=1, le=65535),
        About(
            "Where the status page listens, beside HOST; 100 above PORT when unset.",
            "8100",
            "set it to a number from 1 to 65535",
        ),
    ] = None
    probe_urls: Annotated[
        str,
        AfterValidator(_of_probes),
        About(
            "What is asked every 15 seconds from outside, as app=address with spaces between; in production the"
            " addresses that people use. HOST and PORT when unset.",
            "audio-intel=https://intel.example.com/health/ready",
            "set it to app=address for audio-intel, tracker and pitch-generator, with spaces between",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    events_keep_months: Annotated[
        int,
        Field(ge=1, le=1200),
        About("For how many months events are kept; their sums are kept for longer.", "13"),
    ] = 13

    alert_emails: Annotated[
        str,
        About(
            "Who is told of incidents by mail: addresses with commas between.",
            "duty@example.com,second@example.com",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    alert_webhook_url: Annotated[
        SecretStr | None,
        About(
            "Where incidents are posted as JSON, signed; INCIDENTS.md says how.",
            "https://alerts.example.com/totalaudio",
            apps=frozenset({App.WORKER}),
        ),
    ] = None
    alert_webhook_secret: Annotated[
        SecretStr | None,
        About(
            "What signs those posts; their receiver knows it too.",
            "write-here-32-random-characters-",
            apps=frozenset({App.WORKER}),
        ),
    ] = None
    quiet_hours: Annotated[
        str,
        About(
            "When nobody is told of P2 and P3, in London's time; they are told when it ends.",
            "22:00-07:00",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""

    metrics_token: Annotated[
        SecretStr | None,
        About(
            "Opens /metrics to Prometheus, as a bearer token; without one it is closed.",
            "write-here-32-random-characters",
            METRICS_FIX,
            apps=WEB,
        ),
    ] = None

    prometheus_url: Annotated[
        str,
        About(
            "The Prometheus that counts for objectives whose data source says so; unset when none does.",
            "http://prometheus.example.com:9090",
        ),
    ] = ""

    backup_store: Annotated[
        str,
        About(
            "Where backups are kept: a folder, or s3://bucket/prefix. The folder backups in DATA_DIR when unset, which"
            " is lost with the disk.",
            "s3://backups.example.com/totalaudio",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    backup_s3_endpoint: Annotated[
        str,
        About(
            "Backups: the address of an S3-compatible store; that of AWS when unset.",
            "https://s3.example.com",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    backup_s3_region: Annotated[
        str,
        About("Backups: the region of the bucket.", "eu-west-2", apps=frozenset({App.WORKER})),
    ] = ""
    backup_s3_access_key_id: Annotated[
        SecretStr | None,
        About(
            "Backups: the id of the key that may write there.",
            "id-of-the-key",
            apps=frozenset({App.WORKER}),
            is_kept_from_others=True,
        ),
    ] = None
    backup_s3_secret_access_key: Annotated[
        SecretStr | None,
        About(
            "Backups: the secret of that key.",
            "secret-of-the-key",
            apps=frozenset({App.WORKER}),
            is_kept_from_others=True,
        ),
    ] = None
    backup_s3_path_style: Annotated[
        bool,
        About(
            "Backups: whether the bucket stands in the path of the address and not in its host.",
            "false",
            apps=frozenset({App.WORKER}),
        ),
    ] = False
    backup_recipients: Annotated[
        str,
        About(
            "Backups are encrypted to these age keys, with commas between; not at all when unset.",
            "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    backup_identity_file: Annotated[
        str,
        About(
            "The file with the private age key: to verify and restore encrypted backups, never to make them.",
            "/run/secrets/backup-key.txt",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""
    backup_signing_key: Annotated[
        SecretStr | None,
        About(
            "Signs what each backup says of itself; with it set, one that is signed otherwise is refused.",
            "write-here-32-random-characters",
            "set it to at least 16 random characters",
            apps=frozenset({App.WORKER}),
            is_kept_from_others=True,
        ),
    ] = None
    backup_keep_days: Annotated[
        int,
        Field(ge=1, le=3650),
        About(
            "For how many days backups are kept; the newest verified one always is.",
            "30",
            "set it to a number from 1 to 3650",
            apps=frozenset({App.WORKER}),
        ),
    ] = 30
    backup_keep: Annotated[
        str,
        About(
            "In place of BACKUP_KEEP_DAYS: of how many days, weeks and months the last backup each is kept.",
            "7d,4w,12m",
            apps=frozenset({App.WORKER}),
        ),
    ] = ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what it is handed: reading.py alone reads the process environment."""
        return (init_settings,)

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
    def alert_addresses(self) -> tuple[str, ...]:
        """Who is told of incidents by mail, each once."""
        named = (one.strip() for one in self.alert_emails.split(","))
        return tuple(dict.fromkeys(one for one in named if one))

    @property
    def site_host(self) -> str:
        """The name under which people reach the platform, without a port."""
        host = urlsplit(self.base_url).hostname or self.host
        return f"[{host}]" if ":" in host else host

    @property
    def base_url(self) -> str:
        """The address that people use, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

"""The one place that reads the process environment: typed settings, checked together, reported without values."""

from enum import StrEnum
from functools import cache
from typing import Annotated, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_KEY = "development-only-key-that-protects-nothing"


class Stage(StrEnum):
    """Where the platform runs."""

    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class App(StrEnum):
    """Which deployable a process is; `all` is every app in one process."""

    ALL = "all"
    INTEL = "intel"
    TRACKER = "tracker"
    PITCH = "pitch"
    WORKER = "worker"


class EnvironmentProblem(Exception):  # noqa: N818 - it is not the program's error
    """The environment cannot be used; the message names every variable at fault, and no value."""


class Environment(BaseSettings):
    """What a process is told from outside; secrets never appear in its text form or in its errors."""

    model_config = SettingsConfigDict(
        hide_input_in_errors=True, extra="ignore", frozen=True, env_ignore_empty=True
    )

    environment: Stage = Stage.DEVELOPMENT
    app: App = App.ALL
    secret_key: SecretStr = SecretStr(DEVELOPMENT_KEY)
    database_url: SecretStr = SecretStr("postgresql:///totalaudio")
    database_system_url: SecretStr | None = None
    database_owner_url: SecretStr | None = None
    database_direct_url: SecretStr | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    public_url: str = ""
    email_url: SecretStr | None = None
    email_from: str = ""
    demo: bool = False
    look_outside: bool = True
    google_client_id: str = ""
    google_client_secret: SecretStr | None = None
    stripe_secret_key: SecretStr | None = None
    stripe_webhook_secret: SecretStr | None = None
    stripe_webhook_secret_previous: SecretStr | None = None
    stripe_api_base: str = ""

    @model_validator(mode="after")
    def production_is_complete(self) -> Self:
        """Production may not start on what is only meant for development."""
        problems = list(self._production_problems()) if self.is_production else []
        if bool(self.google_client_id) != (self.google_client_secret is not None):
            problems.append("GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET: set both or neither")
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _production_problems(self) -> list[str]:
        problems = []
        if len(self.secret_key.get_secret_value()) < 32 or self.secret_key.get_secret_value() == (
            DEVELOPMENT_KEY
        ):
            problems.append("SECRET_KEY: set at least 32 random characters")
        if not self.public_url.startswith("https://"):
            problems.append("PUBLIC_URL: set the https address that people use")
        if self.email_url is None:
            problems.append("EMAIL_URL: set the mail server, as smtps://user:password@host:465")
        if self.demo:
            problems.append("DEMO: unset it; the demo sign-in is not for production")
        return problems

    @property
    def is_production(self) -> bool:
        """Whether real people's data is served."""
        return self.environment is Stage.PRODUCTION

    @property
    def base_url(self) -> str:
        """The address that people use, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


@cache
def environment() -> Environment:
    """The settings of this process; raises EnvironmentProblem that names every fault at once."""
    try:
        return Environment()
    except ValidationError as error:
        raise EnvironmentProblem(
            "\n".join(map(_in_words, error.errors(include_url=False)))
        ) from None


def _in_words(problem: ErrorDetails) -> str:
    place = "_".join(str(part) for part in problem["loc"]).upper()
    message = problem["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message

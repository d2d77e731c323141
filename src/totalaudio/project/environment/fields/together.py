"""All settings together, as a process is given them."""

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from .backups import Backups
from .hosting import Hosting
from .platform import Platform
from .privacy import Privacy
from .services import Services
from .watching import Watching


# Pydantic takes the fields of the last base first, and documents list them in that order.
class Environment(Hosting, Backups, Watching, Privacy, Services, Platform, BaseSettings):
    """What a process is told from outside; secrets never appear in its text form or in its errors."""

    model_config = SettingsConfigDict(
        hide_input_in_errors=True, extra="ignore", frozen=True, env_ignore_empty=True
    )

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

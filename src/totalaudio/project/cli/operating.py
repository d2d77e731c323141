"""How commands of operations reach the database: without Django, so that they work when the product does not start."""

from pathlib import Path

from totalaudio.project.environment.reading import given
from totalaudio.project.platform.data import DataFolder, is_held
from totalaudio.project.platform.running import read_run, running_database
from totalaudio_ops.postgres.roles import Urls


def urls_of(data: Path) -> Urls:
    """The roles' addresses: of the platform that runs in a data folder, else those of the settings.

    Raises Problem when neither is there. An address that is not set is empty.
    """
    run = read_run(DataFolder(data)) if is_held(data) else None
    told = given()
    if (run is None or run.database is None) and told.get("database_system_url"):
        return Urls(
            app=told.get("database_url", ""),
            system=told["database_system_url"],
            owner=told.get("database_owner_url", ""),
        )
    return running_database(data)

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("pitch", "0007_kept_targets"),
        ("accounts", "0004_api_keys"),
    ]

    operations: ClassVar[list[Operation]] = [sql_file(__file__, "0008_rights.sql")]

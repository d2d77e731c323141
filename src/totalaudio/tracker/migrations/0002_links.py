from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("tracker", "0001_initial"),
        ("campaigns", "0003_readers"),
    ]

    operations: ClassVar[list[Operation]] = [
        migrations.AddField("brand", "names_contacts", models.BooleanField(default=False)),
        sql_file(__file__, "0002_links.sql"),
    ]

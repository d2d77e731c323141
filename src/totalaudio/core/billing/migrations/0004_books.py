from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [("billing", "0003_stripe")]

    operations: ClassVar[list[Operation]] = [
        migrations.AlterField(
            "payment",
            "workspace",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=models.DO_NOTHING,
                related_name="+",
                to="tenancy.workspace",
            ),
        ),
        sql_file(__file__, "0004_books.sql"),
    ]

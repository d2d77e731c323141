from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from totalaudio.core.tenancy.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_quotas")]

    operations: ClassVar[list[Operation]] = [
        migrations.AddField("subscription", "left_at", models.DateTimeField(null=True)),
        sql_file(__file__, "0003_stripe.sql"),
    ]
